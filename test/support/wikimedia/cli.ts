import { parseArgs } from 'node:util';
import { startWikimedia } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8788' },
    seed: { type: 'string', default: '1' },
    latency: { type: 'string', default: '0' },
    projects: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const HELP = `A stand-in for Wikimedia on this machine, with made-up rankings and categories.

  --port <number>       where to listen (8788; 0 for a free one)
  --seed <number>       another seed is another made-up world (1)
  --latency <ms>        added to each answer (0)
  --projects <a,b>      the projects it knows (en, fr, sample, ar and zh.wikipedia)
`;

if (values.help) {
  process.stdout.write(HELP);
} else {
  const wikimedia = await startWikimedia({
    port: wholeNumber('--port', values.port),
    seed: wholeNumber('--seed', values.seed),
    latencyMs: wholeNumber('--latency', values.latency),
    ...(values.projects === undefined ? {} : { projects: values.projects.split(',') }),
  });
  process.stdout.write(`WIKIMEDIA_API_URL=${wikimedia.env.WIKIMEDIA_API_URL}\n`);
  process.stdout.write(`MEDIAWIKI_API_URL=${wikimedia.env.MEDIAWIKI_API_URL}\n`);
  // Nobody is asked, so nobody needs to know who asks, or to be spared; and what is made up is kept apart.
  process.stdout.write('WIKITRENDS_CONTACT=rehearsal@wikitrends.invalid\nWIKITRENDS_REQUESTS_PER_MINUTE=100000\n');
  process.stdout.write('WIKITRENDS_WAREHOUSE=duckdb:rehearsal.duckdb\n');
  process.stderr.write('Serving until Ctrl-C.\n');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void wikimedia.close());
}

function wholeNumber(flag: string, text: string): number {
  if (/^\d+$/u.test(text)) return Number(text);
  process.stderr.write(`Cannot read ${flag} "${text}": expected a whole number\n`);
  process.exit(2);
}
