import { describe, expect, test } from 'vitest';
import { parseRunRequest } from '../../function/app/request.ts';
import { planFirstLook, readNewestTop } from '../../function/app/start.ts';
import { parseSettings } from '../../function/config.ts';
import { parseDay } from '../../function/core/day.ts';
import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { dayCommit } from '../support/day-commit.ts';
import { derive } from '../support/derive.ts';
import { french, partition } from '../support/partitions.ts';

const today = parseDay('2026-11-21');

describe('planFirstLook()', () => {
  test('takes the last seven days where somebody says who is asking, with the settings as they are', async () => {
    const settings = parseSettings({ WIKITRENDS_CONTACT: 'jane@university.edu', WIKITRENDS_PROJECTS: 'fr.wikipedia' });
    expect(await planFirstLook(settings, today)).toEqual({
      settings,
      parameters: { start: '2026-11-14', end: '2026-11-20' },
      sample: null,
    });
  });

  test('takes a week of the bundled sample where nobody does, and all of it can be loaded', async () => {
    const { settings, parameters, sample } = await planFirstLook(parseSettings({}), today);
    expect(settings.projects).toEqual(['sample.wikipedia']);
    if (sample === null) throw new Error('There is no sample');
    const { partitions } = parseRunRequest(parameters, settings, today);
    expect(partitions).toHaveLength(7);
    await using derived = await derive(sample, partitions, settings);
    expect(derived.ending).toMatchObject({ verdict: 'done', report: { complete: true } });
    // Somebody may query it by hand: every row says that it is made up.
    const { rows } = await derived.warehouse.query(`SELECT DISTINCT project FROM top_articles
      UNION ALL SELECT category FROM article_categories GROUP BY category
      HAVING COUNT(DISTINCT article) = (SELECT COUNT(DISTINCT article) FROM article_categories)`);
    expect(rows.toSorted()).toEqual([['Made-up sample data'], ['sample.wikipedia']]);
  });

  test.each([
    { top: '900', taken: 100 },
    { top: '101', taken: 100 },
    { top: '10', taken: 10 },
  ])('takes $taken articles a day of the sample where somebody wants $top', async ({ top, taken }) => {
    const { settings } = await planFirstLook(parseSettings({ WIKITRENDS_TOP: top }), today);
    expect(settings.top).toBe(taken);
  });

  test('loads nothing made up into BigQuery', async () => {
    const settings = parseSettings({
      WIKITRENDS_WAREHOUSE: 'bigquery:some-project.wikitrends',
      WIKITRENDS_ARCHIVE: 'gs://some-bucket',
    });
    expect((await planFirstLook(settings, today)).sample).toBeNull();
  });

  test('takes as many articles of Wikimedia as somebody wants', async () => {
    const { settings } = await planFirstLook(
      parseSettings({ WIKITRENDS_CONTACT: 'jane@university.edu', WIKITRENDS_TOP: '900' }),
      today,
    );
    expect(settings.top).toBe(900);
  });
});

test('readNewestTop() shows the first ten articles of the newest loaded day of each project', async () => {
  const warehouse = await openDuckDb(':memory:', 'write');
  await warehouse.commit([
    dayCommit(partition('2026-09-01'), { articles: 12, views: 50 }),
    dayCommit(partition('2026-09-02'), { articles: 12, views: 70 }),
    dayCommit(partition('2026-09-03'), { articles: 0, ledger: { status: 'refused', reason: 'structure' } }),
    dayCommit(partition('2026-09-01', french), { articles: 1, views: 30 }),
  ]);
  const settings = parseSettings({ WIKITRENDS_PROJECTS: 'en.wikipedia,fr.wikipedia' });
  const { columns, rows } = await readNewestTop(warehouse, settings);
  await warehouse.close();
  expect(columns).toEqual(['project', 'view_date', 'rank', 'article', 'views', 'categories']);
  expect(rows).toEqual([
    ...Array.from({ length: 10 }, (_, i) => ['en.wikipedia', '2026-09-02', i + 1, `Article ${i + 1}`, 70, 2]),
    ['fr.wikipedia', '2026-09-01', 1, 'Article 1', 30, 2],
  ]);
});
