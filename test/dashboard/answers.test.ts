import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DuckDbWarehouse } from '../../function/warehouses/duckdb/warehouse.ts';
import { readLists } from '../sql/answers/lists.ts';
import { type DashboardOver, dashboardOver, textOf } from '../support/dashboard-over.ts';
import { openInMemory } from '../support/in-memory.ts';
import { type OpenApi, readOpenApi } from '../support/openapi.ts';
import { type Row, rowsOf } from '../support/warehouse-rows.ts';

const en = 'project=en.wikipedia';

/** A question for each path of the document, and more where answers differ in kind. */
const questions: Readonly<Record<string, readonly string[]>> = {
  '/projects': ['/projects'],
  '/days': [`/days?${en}`, `/days?${en}&start=2026-08-30&end=2026-09-05`],
  '/top': ['/top', `/top?${en}&n=2`, `/top?${en}&day=2026-09-03`, `/top?${en}&day=2026-11-20`],
  '/trending': [`/trending?${en}&day=2026-09-05`, `/trending?${en}&day=2026-09-06`],
  '/articles/{page_id}': [`/articles/1?${en}`, `/articles/9?${en}&start=2026-09-01`],
  '/categories': [`/categories?${en}&day=2026-09-05`],
  '/categories/{name}': [`/categories/Letters?${en}`, `/categories/Rivers?${en}&start=2026-09-02&end=2026-09-06`],
  '/range-top': [`/range-top?${en}&start=2026-09-01&end=2026-09-08`],
  '/health': ['/health', `/health?${en}`],
  '/feed.atom': [`/feed.atom?${en}`],
  '/feed.json': [`/feed.json?${en}`],
};

describe('the API, over the days of lists.txt', () => {
  let warehouse: DuckDbWarehouse;
  let dashboard: DashboardOver;
  let document: OpenApi;

  beforeAll(async () => {
    warehouse = await openInMemory();
    await warehouse.commit(readLists());
    dashboard = await dashboardOver(warehouse);
    document = readOpenApi(await dashboard.json('/api/v1/openapi.json'));
  });

  afterAll(() => warehouse.close());

  test('describes every question that is asked here, and no others', () => {
    expect(document.paths.toSorted()).toEqual(Object.keys(questions).toSorted());
  });

  test.each(Object.entries(questions).flatMap(([path, all]) => all.map((question) => ({ path, question }))))(
    'answers $question as it describes',
    async ({ path, question }) => {
      const answer = await dashboard.ask(`/api/v1${question}`);
      expect({ status: answer.status, errors: dashboard.errors }).toEqual({ status: 200, errors: [] });
      const type = answer.headers['Content-Type'] ?? '';
      const body: unknown = /json$/.test(type) ? JSON.parse(textOf(answer)) : textOf(answer);
      expect(document.misfits(path, type, body)).toEqual([]);
      // What changes nothing in the answer must show: a member more, or less.
      if (path !== '/feed.atom') expect(document.misfits(path, type, { ...Object(body), more: 1 })).not.toEqual([]);
    },
  );

  test.each([
    [400, '/top?day=yesterday'],
    [404, '/top?project=xx.wikipedia'],
    [404, '/nothing'],
    [404, '/openapi.jsonl'],
    [400, `/articles/1?${en}&end=2026-08-01`],
  ])('refuses with %i, as it describes, %s', async (status, question) => {
    const answer = await dashboard.ask(`/api/v1${question}`);
    expect(answer).toMatchObject({ status, headers: { 'Content-Type': 'application/problem+json' } });
    const body: unknown = JSON.parse(textOf(answer));
    expect(document.problemMisfits(body)).toEqual([]);
    expect(document.problemMisfits({ ...Object(body), more: 1 })).not.toEqual([]);
  });

  test('projects: what the ledger holds', async () => {
    expect(await dashboard.json('/api/v1/projects')).toEqual({
      projects: [
        { project: 'de.wikipedia', first_day: '2026-09-02', newest_day: '2026-09-02', days_loaded: 1 },
        { project: 'en.wikipedia', first_day: '2026-09-01', newest_day: '2026-09-08', days_loaded: 5 },
        { project: 'es.wikipedia', first_day: '2026-09-02', newest_day: '2026-09-06', days_loaded: 5 },
        { project: 'fr.wikipedia', first_day: '2026-09-02', newest_day: '2026-09-03', days_loaded: 2 },
      ],
    });
  });

  test('days: every day from the first one to yesterday, with what is known of it', async () => {
    const days = await rowsIn('/days', en, 'days');
    expect(days.length).toBe(81);
    expect(days.slice(0, 8).map(({ view_date, status }) => `${view_date} ${status}`)).toEqual([
      ...['2026-09-01 loaded', '2026-09-02 loaded', '2026-09-03 absent', '2026-09-04 loaded', '2026-09-05 loaded'],
      ...['2026-09-06 refused', '2026-09-07 missing', '2026-09-08 loaded'],
    ]);
    expect(days.at(-8)).toMatchObject({ view_date: '2026-11-13', status: 'missing' });
    expect(days.at(-1)).toEqual({
      view_date: '2026-11-20',
      status: 'pending',
      reason: null,
      views: null,
      changed_at: null,
    });
  });

  test('top: the rows of daily_top, beside their past and their categories', async () => {
    const articles = await rowsIn('/top', `${en}&day=2026-09-05`, 'articles');
    const recent_days = await rowsIn('/top', `${en}&day=2026-09-05`, 'recent_days');
    const expected = await rowsOf(warehouse, "daily_top WHERE project = 'en.wikipedia' AND view_date = '2026-09-05'");
    expect(articles).toMatchObject(
      expected.toSorted((a, b) => Number(a.rank) - Number(b.rank)).map(({ view_date, project, ...row }) => row),
    );
    expect(articles[1]).toMatchObject({ page_title: 'Page 3', categories: ['1950 births', 'Letters'] });
    expect(recent_days.slice(-6).map(({ status, views_bound }) => [status, views_bound])).toEqual([
      ...[
        ['missing', null],
        ['loaded', 60],
        ['loaded', 50],
        ['absent', null],
        ['loaded', 90],
        ['loaded', 70],
      ],
    ]);
    expect(recent_days).toHaveLength(28);
    expect(articles.map(({ recent }) => Array.isArray(recent) && recent.slice(-6))).toEqual([
      [null, null, null, null, 500, 300],
      [null, 60, null, null, 90, 80],
      [null, 60, 50, null, 200, 70],
    ]);
  });

  test('top: the newest loaded day of the first project, unless others are asked for', async () => {
    const [one, other] = await Promise.all(
      ['/top', '/top?project=de.wikipedia&day=2026-09-02'].map((it) => dashboard.json(`/api/v1${it}`)),
    );
    expect(one).toEqual(other);
  });

  test.each([
    ['2026-09-03', 'absent', 'made up'],
    ['2026-09-06', 'refused', 'made up'],
    ['2026-09-07', 'missing', null],
    ['2026-11-20', 'pending', null],
    ['2027-01-01', 'pending', null],
  ])(
    'top: of %s says that it is %s, and has no articles; what CSV cannot say is no CSV',
    async (day, status, reason) => {
      const answer = await dashboard.json(`/api/v1/top?${en}&day=${day}`);
      expect(answer).toMatchObject({ view_date: day, status, reason, articles: [] });
      for (const question of ['top', 'trending', 'categories']) {
        const csv = await dashboard.ask(`/api/v1/${question}?${en}&day=${day}&format=csv`);
        expect(csv).toMatchObject({ status: 404, headers: { 'Content-Type': 'application/problem+json' } });
        const because = reason === null ? '' : ` (${reason})`;
        expect(textOf(csv)).toContain(`There is no list of en.wikipedia for ${day}: the day is ${status}${because}`);
      }
    },
  );

  test('articles: what is known of each day, also where the page is not listed, or nothing is', async () => {
    const answer = await dashboard.json(`/api/v1/articles/2?${en}`);
    expect(answer).toMatchObject({
      ...{ page_id: 2, page_title: 'Page 2', article: 'Beta', first_listed: '2026-09-01', last_listed: '2026-09-05' },
      ...{ categories: ['Letters', 'Naissance en 1950'], hidden_categories: [] },
    });
    const history = await rowsIn('/articles/2', en, 'history');
    expect(history.map(({ status, views, views_bound }) => [status, views, views_bound])).toEqual([
      ['loaded', 60, 60],
      ['loaded', 50, 50],
      ['absent', null, null],
      ['loaded', 200, 90],
      ['loaded', 70, 70],
      ['refused', null, null],
      ['missing', null, null],
      ['loaded', null, 40],
    ]);
  });

  test('articles: a page under several titles is one page', async () => {
    const history = await rowsIn('/articles/1', `${en}&start=2026-09-02&end=2026-09-02`, 'history');
    expect(history).toMatchObject([{ views: 130, article_rank: 1 }]);
  });

  test('categories/{name}: as category_trends has it, and null where none of its pages is listed', async () => {
    const names = new Set((await rowsOf(warehouse, 'category_trends')).map(({ category }) => String(category)));
    for (const category of names) {
      const history = await rowsIn(`/categories/${encodeURIComponent(category)}`, `${en}&start=2026-09-01`, 'history');
      const trends = await rowsOf(
        warehouse,
        `category_trends WHERE project = 'en.wikipedia' AND category = '${category}' ORDER BY view_date`,
      );
      const listed = history.filter(({ pages }) => Number(pages) > 0);
      expect(listed).toMatchObject(
        trends.map(({ view_date, pages, views, share }) => ({ view_date, pages, views, share })),
      );
      for (const { pages, views, share } of history.filter((day) => !listed.includes(day))) {
        expect([pages, views, share]).toEqual([null, null, null]);
      }
    }
  });

  test('range-top: the rows of range_top', async () => {
    const articles = await rowsIn('/range-top', `${en}&start=2026-09-01&end=2026-09-05`, 'articles');
    const range = "range_top(DATE '2026-09-01', DATE '2026-09-05') WHERE project = 'en.wikipedia' ORDER BY rank";
    expect(articles).toEqual((await rowsOf(warehouse, range)).map(({ project, ...row }) => row));
  });

  test('CSV: the list of an answer, each text quoted', async () => {
    const csv = await dashboard.ask(`/api/v1/range-top?${en}&start=2026-09-01&end=2026-09-02&format=csv`);
    expect(csv.headers).toMatchObject({ 'Content-Type': 'text/csv; charset=utf-8' });
    expect(textOf(csv).split('\n').slice(0, 2)).toEqual([
      '"rank","page_id","page_title","titles","views_min","views_max","is_certain","best_rank","days_listed","days_suspect","days_observed","days_in_range"',
      '1,1,"Page 1",2,230,290,true,1,2,0,2,2',
    ]);
    const headers = { accept: 'text/csv' };
    const same = await dashboard.ask(`/api/v1/range-top?${en}&start=2026-09-01&end=2026-09-02`, { headers });
    expect(textOf(same)).toBe(textOf(csv));
  });

  async function rowsIn(path: string, query: string, list: string): Promise<readonly Row[]> {
    const body: Readonly<Record<string, readonly Row[]>> = Object(await dashboard.json(`/api/v1${path}?${query}`));
    return body[list] ?? [];
  }
});
