// Makes the sample that `npm start` loads: two weeks of a made-up wiki, through the whole pipeline. Run by `npm run sample`.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseRunRequest } from '../../function/app/request.ts';
import { runIngest } from '../../function/app/run.ts';
import { parseSettings } from '../../function/config.ts';
import { dayOf } from '../../function/core/day.ts';
import { startWikimedia } from './wikimedia/server.ts';
import { createWorld } from './wikimedia/world.ts';

const folder = fileURLToPath(new URL('../../function/sample', import.meta.url));
const project = 'sample.wikipedia';
// The same moment each time, so that the same world gives the same bytes.
const now = () => new Date('2026-09-16T06:00:00Z');

await rm(`${folder}/raw`, { recursive: true, force: true });
const wikimedia = await startWikimedia({
  world: createWorld({ madeUp: true, entries: 150 }),
  projects: [project],
  recorded: null,
  now: () => now().getTime(),
});
const settings = parseSettings({
  ...wikimedia.env,
  WIKITRENDS_CONTACT: 'sample@wikitrends.invalid',
  WIKITRENDS_PROJECTS: project,
  WIKITRENDS_WAREHOUSE: 'duckdb::memory:',
  WIKITRENDS_ARCHIVE: `file:${folder}`,
  WIKITRENDS_REQUESTS_PER_MINUTE: '60000',
});
const request = parseRunRequest({ start: '2026-09-02', end: '2026-09-15' }, settings, dayOf(now()));
const { report } = await runIngest(settings, request, { now });
await wikimedia.close();
process.stdout.write(`${report.days.length} days, ${report.rows.article_categories} category rows in ${folder}\n`);
