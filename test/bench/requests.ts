import { parseRunRequest } from '../../function/app/request.ts';
import { runIngest } from '../../function/app/run.ts';
import { parseSettings } from '../../function/config.ts';
import { dayOf } from '../../function/core/day.ts';
import { startWikimedia, type Wikimedia } from '../support/wikimedia/server.ts';

const latencyMs = 50;
const usualRate = 180;

/** Requests and wall time of a cold day and of sixty days, with 50 ms of latency. */
export async function* benchRequests(): AsyncGenerator<string> {
  yield `requests and wall time, ${latencyMs} ms of latency, 3 at a time`;
  for (const [label, start] of [
    ['one cold day', '2026-10-30'],
    ['60 days', '2026-09-01'],
  ] as const) {
    const wikimedia = await startWikimedia({ recorded: null, latencyMs });
    const settings = parseSettings({
      ...wikimedia.env,
      WIKITRENDS_CONTACT: 'bench@wikitrends.invalid',
      WIKITRENDS_WAREHOUSE: 'duckdb::memory:',
      // The rate is left out of the wall time: it is stated beside it.
      WIKITRENDS_REQUESTS_PER_MINUTE: '1000000',
    });
    const started = performance.now();
    const now = () => new Date();
    const request = parseRunRequest({ start, end: '2026-10-30' }, settings, dayOf(now()));
    const { report } = await runIngest(settings, request, { now });
    const seconds = (performance.now() - started) / 1000;
    await wikimedia.close();
    yield* compare(label, wikimedia, report.days.length, seconds);
  }
}

function* compare(label: string, wikimedia: Wikimedia, days: number, seconds: number): Generator<string> {
  const sent = wikimedia.requests;
  const lists = sent.filter(({ kind }) => kind === 'ranking').length;
  const answers = sent.filter(({ kind }) => kind === 'categories').length;
  const listed = listedTitles(wikimedia, days);
  const least = leastAnswers(wikimedia, [...new Set(listed)]);
  const ratio = ((lists + answers) / (3 * days + least)).toFixed(3);
  const slowest = Math.max(seconds, (sent.length / usualRate) * 60 - 10);
  yield `  ${label.padEnd(13)} ours       ${cell(sent.length)} requests (${lists} lists, ${answers} category answers, siteinfo)`;
  yield `  ${''.padEnd(13)} least      ${cell(3 * days + least)} (${3 * days} lists, ${least} category answers): ours is ${ratio} times that`;
  yield `  ${''.padEnd(13)} by title   ${cell(days + listed.length)} (a list a day and a request for each of its titles)`;
  yield `  ${''.padEnd(13)} wall time  ${seconds.toFixed(1)} s; at ${usualRate} requests a minute about ${slowest.toFixed(0)} s`;
}

/** The titles of each day's list down to the hundredth article. */
function listedTitles({ world, ranking }: Wikimedia, days: number): readonly string[] {
  return Array.from({ length: days }, (_, i) => {
    const day = new Date(Date.parse('2026-10-30') - i * 86_400_000).toISOString().slice(0, 10);
    let articles = 0;
    const titles: string[] = [];
    for (const { article } of ranking('en.wikipedia', 'all-access', day)) {
      if (articles === 100) break;
      titles.push(article);
      const { kind, ns, title } = world.truth('en.wikipedia', article);
      if (kind === 'page' && ns === 0 && title !== 'Main Page') articles += 1;
    }
    return titles;
  }).flat();
}

/** ⌈titles/50⌉ batches, each with ⌈categories/500⌉ answers, titles in the order met. */
function leastAnswers({ world }: Wikimedia, titles: readonly string[]): number {
  let answers = 0;
  for (let start = 0; start < titles.length; start += 50) {
    // A page is given once for all the titles of a batch that lead to it.
    const pages = new Map(
      titles.slice(start, start + 50).map((title) => {
        const truth = world.truth('en.wikipedia', title);
        return [truth.title, truth.categories.length];
      }),
    );
    const categories = [...pages.values()].reduce((sum, count) => sum + count, 0);
    answers += Math.max(1, Math.ceil(categories / 500));
  }
  return answers;
}

function cell(count: number): string {
  return String(count).padStart(6);
}
