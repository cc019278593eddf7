import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { articlesAmong, listedWorld } from '../support/listed-world.ts';
import { openStage, type Stage, warehouseFile } from '../support/stage.ts';
import { readRows, readTables } from '../support/warehouse-file.ts';
import { awkwardTitles } from '../support/wikimedia/awkward.ts';

const project = 'en.wikipedia';
/** What loaders guess at and careless writers break on, beyond the stand-in's own collection. */
const more = [
  'false',
  'None',
  'nil',
  '00501',
  '1_000',
  '2024-03-01',
  '12:30',
  '1.50',
  '-1',
  'Inf',
  '_',
  "O'Tarn",
  'A,_B,_and_"C"',
  ';drop_table',
  'Ümläut_in_Tarn',
  '👩‍👩‍👧_(Tarn)',
  '日本語のタルン',
  'ตาร์น',
];
const titles = [...new Set([...awkwardTitles(false), ...more])];
const world = listedWorld(titles);
const top = articlesAmong(titles, world, project);
const backfill = ['backfill', '--start', '2024-02-29', '--end', '2024-03-02', '--archive', 'file:archive'];

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({
    world,
    settings: { WIKITRENDS_TOP: String(top) },
    // A day without rows has empty text and nulls in the ledger.
    holes: [{ project, day: '2024-03-01' }],
  });
  const loaded = await stage.run(backfill);
  if (loaded.exitCode !== 0) throw new Error(loaded.stderr);
  for (const format of ['parquet', 'csv', 'json']) await stage.run(['export', '--to', format, '--format', format]);
});

afterAll(() => stage[Symbol.asyncDispose]());

test('backfill keeps every title as it is listed', async () => {
  const sql = `SELECT article FROM top_articles WHERE view_date = '2024-03-02' ORDER BY rank`;
  const listed = (await readRows(stage.path(warehouseFile), sql)).flat();
  // The list is read down to the last article that is wanted.
  expect(listed).toEqual(titles.slice(0, listed.length));
  expect(articlesAmong(titles.slice(0, listed.length), world, project)).toBe(top);
});

test('backfill --from-archive derives every title as it was listed', async () => {
  const derive = [...backfill, '--from-archive', '--warehouse', 'duckdb:derived.duckdb'];
  expect(await stage.run(derive)).toMatchObject({ exitCode: 0 });
  expect(await readTables(stage.path('derived.duckdb'))).toEqual(await readTables(stage.path(warehouseFile)));
});

describe.each([
  [
    'top_articles',
    ['project', 'view_date', 'article', 'rank', 'page_title', 'wikidata_id', 'description', 'is_article'],
  ],
  ['article_categories', ['project', 'view_date', 'article', 'category', 'is_hidden']],
  ['ingested_days', ['project', 'view_date', 'status', 'articles', 'content_hash', 'reason']],
  ['wiki_data_normal', ['view_date', 'project', 'article', 'category', 'is_hidden', 'rank', 'views']],
] as const)('wikitrends hands out %s', (relation, columns) => {
  const asText = columns.map((name) => `CAST(${name} AS VARCHAR) AS ${name}`).join(', ');

  /** The rows in the warehouse, every value as text. */
  const held = () => readRows(stage.path(warehouseFile), `SELECT ${asText} FROM ${relation} ORDER BY ALL`);
  const readBy = (reader: string) => readRows(':memory:', `SELECT ${asText} FROM ${reader} ORDER BY ALL`);

  test('unchanged by export --format parquet', async () => {
    const rows = await readBy(`read_parquet('${stage.path(`parquet/${relation}.parquet`)}')`);
    expect(rows).toEqual(await held());
    expect(rows.length).toBeGreaterThan(2);
  });

  test('unchanged by export --format csv, empty text and null told apart', async () => {
    expect(await readBy(asCsv(stage.path(`csv/${relation}.csv`)))).toEqual(await held());
  });

  test('unchanged by export --format json', async () => {
    const text = await readFile(stage.path(`json/${relation}.json`), 'utf8');
    expect(textRows(JSON.parse(text), columns)).toEqual(sortedRows(await held()));
  });

  test('unchanged by query --format json', async () => {
    const { exitCode, stdout } = await stage.run(['query', relation, '--format', 'json']);
    expect(exitCode).toBe(0);
    expect(textRows(JSON.parse(stdout), columns)).toEqual(sortedRows(await held()));
  });

  test('unchanged by query --format csv, empty text and null told apart', async () => {
    const { exitCode, stdout } = await stage.run(['query', relation, '--format', 'csv']);
    expect(exitCode).toBe(0);
    await writeFile(stage.path(`${relation}.csv`), stdout);
    expect(await readBy(asCsv(stage.path(`${relation}.csv`)))).toEqual(await held());
  });
});

describe('export writes times', () => {
  const utc = `strftime(ingested_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS ingested_at`;
  const held = (time = utc) =>
    readRows(stage.path(warehouseFile), `SELECT project, view_date, ${time} FROM ingested_days ORDER BY ALL`);

  test('as instants in parquet', async () => {
    const file = `read_parquet('${stage.path('parquet/ingested_days.parquet')}')`;
    const sql = `SELECT project, view_date, epoch_ms(ingested_at), typeof(ingested_at) FROM ${file} ORDER BY ALL`;
    const rows = await held(`epoch_ms(ingested_at), 'TIMESTAMP WITH TIME ZONE'`);
    expect(await readRows(':memory:', sql)).toEqual(rows);
  });

  test.each(['csv', 'json'])('in UTC, and says so, in %s', async (format) => {
    const file = stage.path(`${format}/ingested_days.${format}`);
    const reader =
      format === 'csv'
        ? asCsv(file)
        : `read_json('${file}', columns = ${asVarchar(['project', 'view_date', 'ingested_at'])})`;
    const sql = `SELECT project, view_date, ingested_at FROM ${reader} ORDER BY ALL`;
    expect(await readRows(':memory:', sql)).toEqual(await held());
  });

  test.each(['csv', 'json'])('as query --format %s prints them', async (format) => {
    const { stdout } = await stage.run([
      'query',
      'SELECT MIN(ingested_at) AS first FROM ingested_days',
      '--format',
      format,
    ]);
    const [first] = (await held()).map((row) => String(row[2])).toSorted();
    expect(stdout).toBe(format === 'csv' ? `"first"\n"${first}"\n` : `[\n {\n  "first": "${first}"\n }\n]\n`);
  });
});

/** By DuckDB's reader, nothing guessed; it takes "" for empty text and nothing for null. */
function asCsv(path: string): string {
  return `read_csv('${path}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false)`;
}

/** Read as they stand, so that nothing is taken for a time that does not say so. */
function asVarchar(columns: readonly string[]): string {
  return `{${columns.map((name) => `${name}: 'VARCHAR'`).join(', ')}}`;
}

function textRows(rows: readonly Record<string, unknown>[], columns: readonly string[]): readonly unknown[] {
  return sortedRows(rows.map((row) => columns.map((name) => (row[name] === null ? null : String(row[name])))));
}

function sortedRows(rows: readonly (readonly unknown[])[]): readonly unknown[] {
  return rows.map((row) => JSON.stringify(row)).toSorted();
}
