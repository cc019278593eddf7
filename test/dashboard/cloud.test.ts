import { expect, test } from 'vitest';
import { readLists } from '../sql/answers/lists.ts';
import { openCloud } from '../support/cloud.ts';
import { dashboardOver } from '../support/dashboard-over.ts';
import { openInMemory } from '../support/in-memory.ts';

const en = 'project=en.wikipedia';
const questions = [
  ...['/projects', `/days?${en}`, `/top?${en}`, `/top?${en}&day=2026-09-05`, `/trending?${en}&day=2026-09-05`],
  ...[`/articles/2?${en}`, `/categories?${en}&day=2026-09-05`, `/categories/Letters?${en}`],
  ...[`/categories/it's%20"%5C%20{{dataset}}?${en}`, `/range-top?${en}&start=2026-09-01&end=2026-09-08`, '/health'],
  `/feed.json?${en}`,
];

test('the API answers from BigQuery what it answers from DuckDB', async () => {
  await using cloud = await openCloud();
  await using file = await openInMemory();
  for (const warehouse of [cloud.warehouse, file]) await warehouse.commit(readLists());
  // The clock of the views is that of their engine.
  const now = () => new Date();
  const [there, here] = await Promise.all(
    [cloud.warehouse, file].map((it) => dashboardOver(it, { now, everyMs: 60_000 })),
  );
  for (const question of questions) {
    expect(await there?.json(`/api/v1${question}`), question).toEqual(await here?.json(`/api/v1${question}`));
  }
  expect([there?.errors, here?.errors]).toEqual([[], []]);
});
