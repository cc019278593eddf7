import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readNewestDay } from '../../../function/app/notebook/newest-day.ts';
import { parseSettings } from '../../../function/config.ts';
import { parseDay } from '../../../function/core/day.ts';
import { parseProject } from '../../../function/core/partition.ts';
import { openDuckDb } from '../../../function/warehouses/duckdb/warehouse.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const partition = (project: string, day: string) => ({ project: parseProject(project), day: parseDay(day) });

test('readNewestDay() is about a wanted wiki that has a loaded day, and else about whichever has', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'days.duckdb');
  const warehouse = await openDuckDb(path, 'write');
  await warehouse.commit([
    dayCommit(partition('fr.wikipedia', '2026-09-01')),
    dayCommit(partition('fr.wikipedia', '2026-09-02')),
    dayCommit(partition('fr.wikipedia', '2026-09-03'), { articles: 0, ledger: { status: 'absent' } }),
    dayCommit(partition('sample.wikipedia', '2026-09-09')),
  ]);
  await warehouse.close();
  const newest = (projects: string) => {
    const settings = parseSettings({ WIKITRENDS_WAREHOUSE: `duckdb:${path}`, WIKITRENDS_PROJECTS: projects });
    return readNewestDay(settings, () => new Date());
  };
  expect(await newest('en.wikipedia,fr.wikipedia')).toEqual(partition('fr.wikipedia', '2026-09-02'));
  expect(await newest('sample.wikipedia,fr.wikipedia')).toEqual(partition('sample.wikipedia', '2026-09-09'));
  expect(await newest('en.wikipedia')).toEqual(partition('fr.wikipedia', '2026-09-02'));
});

test('readNewestDay() says how to get a day where there is none', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'days.duckdb');
  await (await openDuckDb(path, 'write')).close();
  const settings = parseSettings({ WIKITRENDS_WAREHOUSE: `duckdb:${path}` });
  await expect(readNewestDay(settings, () => new Date())).rejects.toThrow('load some with backfill.ipynb');
});
