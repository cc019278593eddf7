import { afterEach, describe, expect, test } from 'vitest';
import { bigQueryFields } from '../../../function/schema/bigquery.ts';
import type { Table } from '../../../function/schema/column.ts';
import { tables } from '../../../function/schema/tables.ts';
import { endOf, type Fixture, loadOf, openFixture } from './fixture.ts';

let bigQuery: Fixture;

afterEach(() => bigQuery[Symbol.asyncDispose]());

const awkward = [
  'NaN',
  'null',
  "Rock_'n'_Roll",
  'AC/DC',
  '"Weird_Al"',
  'C:\\temp\\new',
  'a;b--c#d/*e*/',
  '😀',
  'Ωmega_𝕏',
  '日本',
  'بيت',
  'tab\tand\nline',
  '`ticks`',
  '%s_{{dataset}}_@day_?',
];

describe('startBigQuery()', () => {
  test('carries days from files through staging tables into three tables at once', async () => {
    bigQuery = await openFixture();
    await deploy();
    const expirationTime = String(bigQuery.clock + 3_600_000);
    for (const table of ['top_articles', 'article_categories'] as const) {
      const schema = { fields: [...bigQueryFields(tables[table].columns)] };
      await bigQuery.dataset.createTable(`staging_${table}`, { schema, expirationTime });
      const lines = awkward.map((article, index) => JSON.stringify(rowsOf[table](article, index)));
      bigQuery.files.set(table, Buffer.from(`${lines.join('\n')}\n`));
      const { status } = await bigQuery.run(
        { load: { ...loadOf(`staging_${table}`, [`gs://b/${table}`]), schema } },
        `load_${table}`,
      );
      expect(status).toEqual({ state: 'DONE' });
    }
    // Twice: what was there is replaced.
    for (const name of ['one', 'two']) await bigQuery.run({ query: { query: script, useLegacySql: false } }, name);

    const [articles] = await bigQuery.client.query('SELECT article, category_count FROM d.top_articles ORDER BY rank');
    expect(articles.map(({ article }) => article)).toEqual(awkward);
    const [categories] = await bigQuery.client.query('SELECT category FROM d.article_categories ORDER BY article');
    expect(categories.map(({ category }) => category).toSorted()).toEqual(awkward.toSorted());
    expect(
      await bigQuery.server.query('SELECT view_date, reason, ingested_at FROM d.ingested_days ORDER BY 1'),
    ).toEqual([
      { view_date: '2026-09-01', reason: awkward.join(' '), ingested_at: '2026-11-21T06:00:00.000Z' },
      { view_date: '2026-09-02', reason: null, ingested_at: '2026-11-21T06:00:00.000Z' },
    ]);
    expect(bigQuery.server.jobs.map(({ id, kind, state }) => `${id} ${kind} ${state}`)).toEqual([
      'load_top_articles load DONE',
      'load_article_categories load DONE',
      'one query DONE',
      'two query DONE',
      expect.stringMatching(/^job_[\da-f-]+ query DONE$/u),
      expect.stringMatching(/^job_[\da-f-]+ query DONE$/u),
    ]);
  });

  test('makes the job of a request whose answer is lost', async () => {
    bigQuery = await openFixture();
    bigQuery.server.addFault({ kind: 'reset-after', when: { match: /^POST \S+\/jobs\?/u } });
    const create = () =>
      bigQuery.client.createJob({
        jobId: 'lost',
        configuration: { query: { query: 'CREATE TABLE d.t AS SELECT 1 AS n', useLegacySql: false } },
      });
    await expect(create()).rejects.toThrow();
    await expect(create()).rejects.toMatchObject({ code: 409 });
    expect((await endOf(bigQuery.client.job('lost'))).status).toEqual({ state: 'DONE' });
    expect(await bigQuery.server.query('SELECT n FROM d.t')).toEqual([{ n: 1 }]);
  });

  test('makes no job of a request that is refused on the way', async () => {
    bigQuery = await openFixture();
    bigQuery.server.addFault({ kind: 'status', status: 503, when: { match: /^POST \S+\/jobs\?/u } });
    await expect(bigQuery.sql('SELECT 1 AS one')).rejects.toMatchObject({ code: 503 });
    expect(bigQuery.server.jobs).toEqual([]);
    expect(bigQuery.server.requests.at(-1)).toMatchObject({ method: 'POST', status: 503 });
    await bigQuery.sql('SELECT 1 AS one');
  });

  test('keeps servers apart, and tells where it is', async () => {
    bigQuery = await openFixture();
    await using other = await openFixture({ projects: ['test-project', 'second'] });
    await bigQuery.sql('CREATE TABLE d.t AS SELECT 1 AS n');
    await other.sql('CREATE TABLE d.t AS SELECT 2 AS n');
    expect(await bigQuery.server.query('SELECT n FROM d.t')).toEqual([{ n: 1 }]);
    expect(await other.server.query('SELECT n FROM d.t')).toEqual([{ n: 2 }]);
    expect(other.server.env).toEqual({ BIGQUERY_API_URL: other.server.url });
  });

  test('keeps projects apart', async () => {
    bigQuery = await openFixture({ projects: ['test-project', 'second'] });
    const url = `${bigQuery.server.url}/bigquery/v2/projects/second/datasets`;
    await fetch(url, { method: 'POST', body: '{"datasetReference":{"datasetId":"d"}}' });
    await bigQuery.sql('CREATE TABLE d.t AS SELECT 1 AS n; CREATE TABLE second.d.t AS SELECT 2 AS n');
    const [rows] = await bigQuery.client.query('SELECT t.n, u.n AS m FROM d.t JOIN `second.d.t` AS u ON t.n < u.n');
    expect(rows).toEqual([{ n: 1, m: 2 }]);
  });
});

async function deploy(): Promise<void> {
  for (const [id, table] of Object.entries<Table>(tables)) {
    await bigQuery.dataset.createTable(id, {
      schema: { fields: [...bigQueryFields(table.columns)] },
      timePartitioning: { type: 'DAY', field: 'view_date' },
    });
  }
}

const of = { view_date: '2026-09-01', project: 'en.wikipedia' };
const at = '2026-11-21T06:00:00.000Z';

const rowsOf = {
  top_articles: (article: string, index: number) => ({
    ...{ ...of, article, rank: index + 1, views: 100, is_article: true, category_count: 1, ingested_at: at },
    ...{ page_title: article, article_rank: null },
  }),
  article_categories: (article: string) => ({ ...of, article, category: article, is_hidden: false, fetched_at: at }),
};

const where = `WHERE view_date BETWEEN DATE "2026-09-01" AND DATE '2026-09-10'
  AND (project = 'en.wikipedia' AND view_date IN (DATE '2026-09-01', DATE '2026-09-02'))`;
const script = `BEGIN TRANSACTION;
${Object.keys(tables)
  .map((table) => `DELETE FROM \`test-project.d.${table}\` ${where};`)
  .join('\n')}
${(['top_articles', 'article_categories'] as const)
  .map((table) => {
    const columns = Object.keys(tables[table].columns).join(', ');
    return `INSERT INTO \`test-project.d.${table}\` (${columns})\nSELECT ${columns} FROM \`test-project.d.staging_${table}\`;`;
  })
  .join('\n')}
INSERT INTO \`test-project.d.ingested_days\`
(project, view_date, status, articles, categories, views, content_hash, reason, run_id, ingested_at) VALUES
('en.wikipedia', DATE '2026-09-01', 'loaded', 1, 1, 100, '', ${JSON.stringify(awkward.join(' '))}, 'run', TIMESTAMP "${at}"),
('en.wikipedia', DATE '2026-09-02', 'absent', 0, 0, 0, '', NULL, 'run', TIMESTAMP '${at}');
COMMIT TRANSACTION;`;
