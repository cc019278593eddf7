import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Partition, Project } from '../../../function/core/partition.ts';
import { parseProject } from '../../../function/core/partition.ts';
import { worldWithout } from '../../support/altered-world.ts';
import { expectedRows, isTrueArticle } from '../../support/expected-rows.ts';
import { daysBefore, english, french, partition } from '../../support/partitions.ts';
import { contentOf, type Row, rowsOf } from '../../support/warehouse-rows.ts';
import { awkwardTitles } from '../../support/wikimedia/awkward.ts';
import type { Truth } from '../../support/wikimedia/world.ts';
import { createWorld } from '../../support/wikimedia/world.ts';
import { now, startWorldRun, type WorldRun, yesterday } from '../../support/world-run.ts';

const projects: readonly Project[] = [english, french, parseProject('ar.wikipedia'), parseProject('zh.wikipedia')];

describe.each(projects)('topArticles() of %s', (project) => {
  const days = daysBefore(yesterday, 14, project);
  let run: WorldRun;

  beforeAll(async () => {
    run = await startWorldRun();
    expect(await run.ingest(days)).toMatchObject({ verdict: 'done', report: { complete: true } });
  });

  afterAll(() => run[Symbol.asyncDispose]());

  test('gives what is true of every listed page, and all its categories', async () => {
    const { top_articles, article_categories } = await contentOf(run.warehouse);
    const expected = days.map((day) => expectedRows(run.wikimedia, day, 100));
    expect(inOrder(top_articles)).toEqual(inOrder(expected.flatMap((day) => day.top_articles)));
    expect(inOrder(article_categories)).toEqual(inOrder(expected.flatMap((day) => day.article_categories)));
  });

  test('meets all that is awkward on the way', async () => {
    const listed = await rowsOf(run.warehouse, 'top_articles');
    const titles = new Set(listed.map(({ article }) => String(article)));
    const truths = [...titles].map((title) => run.wikimedia.world.truth(project, title));
    const some = (is: (truth: Truth) => boolean) => truths.some(is);
    expect({
      'more than 500 categories': some(({ categories }) => categories.length > 500),
      'an article without any': some((truth) => isTrueArticle(truth, project) && truth.categories.length === 0),
      'a chain of redirects': [...titles].some((title) => run.wikimedia.world.page(project, title).hops.length > 1),
      'a missing page': some(({ missing }) => missing),
      'an invalid title': some(({ kind }) => kind === 'invalid'),
      'two titles that are one page': days.some((day) => hasPair(listed.filter((row) => row.view_date === day.day))),
      'every awkward title': awkwardTitles(false).filter((title) => !titles.has(title)),
      'unknown and known shares': new Set(listed.map(({ desktop_views }) => desktop_views === null)).size,
    }).toEqual({
      'more than 500 categories': true,
      'an article without any': true,
      'a chain of redirects': true,
      'a missing page': true,
      'an invalid title': true,
      'two titles that are one page': true,
      'every awkward title': [],
      'unknown and known shares': 2,
    });
    expect(run.wikimedia.requests.filter(({ status }) => status !== 200)).toEqual([]);
  });

  test('says when each row was read', async () => {
    const { rows } = await run.warehouse.query(`SELECT DISTINCT ingested_at FROM top_articles
      UNION ALL SELECT DISTINCT fetched_at FROM article_categories`);
    expect(rows).toEqual([[now.toISOString()], [now.toISOString()]]);
  });
});

describe('topArticles() reads deeper when listed pages turn out not to be articles', () => {
  test.each([1, 30, 100])('%i of them', async (count) => {
    const day = partition(yesterday);
    const gone = articlesIn(day).slice(0, count);
    await using run = await startWorldRun({ wikimedia: { world: worldWithout(new Set(gone)) } });
    const { verdict } = await run.ingest([day]);
    expect(verdict).toBe('done');
    const { top_articles, article_categories } = await contentOf(run.warehouse);
    const expected = expectedRows(run.wikimedia, day, 100);
    expect(inOrder(top_articles)).toEqual(inOrder(expected.top_articles));
    expect(inOrder(article_categories)).toEqual(inOrder(expected.article_categories));
    expect(top_articles.filter((row) => gone.includes(String(row.article)) && row.is_article)).toEqual([]);
  });
});

test('topArticles() knows the main page by the name that the wiki gives it', async () => {
  const days = [partition(yesterday), partition(yesterday, french)];
  await using run = await startWorldRun({ top: 5 });
  await run.ingest(days);
  const { rows } = await run.warehouse.query('SELECT project, article, is_article FROM top_articles WHERE rank = 1');
  expect(rows.toSorted()).toEqual([
    ['en.wikipedia', 'Main_Page', false],
    ['fr.wikipedia', 'Wikipédia:Accueil_principal', false],
  ]);
});

function articlesIn({ project, day }: Partition): readonly string[] {
  const world = createWorld();
  const titles = world.ranking(project, 'all-access', day).map(({ article }) => article);
  return titles.filter((title) => isTrueArticle(world.truth(project, title), project));
}

function hasPair(rows: readonly Row[]): boolean {
  const ids = rows.map(({ page_id }) => page_id).filter((id) => id !== null);
  return new Set(ids).size < ids.length;
}

function inOrder(rows: readonly Row[]): readonly Row[] {
  const keyOf = ({ view_date, article, category }: Row) => `${view_date} ${article} ${category ?? ''}`;
  return rows.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}
