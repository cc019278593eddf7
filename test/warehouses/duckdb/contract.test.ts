import { describe, expect, test } from 'vitest';
import { readViews } from '../../../function/sql/views.ts';
import { openDuckDb } from '../../../function/warehouses/duckdb/warehouse.ts';

/** The contract, to the letter: name, DuckDB's name for the type, and whether it may be null. */
const contract = {
  top_articles: `
    view_date DATE
    project VARCHAR
    article VARCHAR
    rank BIGINT
    views BIGINT
    article_rank BIGINT?
    is_article BOOLEAN
    page_id BIGINT?
    page_title VARCHAR?
    namespace BIGINT?
    wikidata_id VARCHAR?
    description VARCHAR?
    desktop_views BIGINT?
    mobile_web_views BIGINT?
    category_count BIGINT
    ingested_at TIMESTAMP`,
  article_categories: `
    view_date DATE
    project VARCHAR
    article VARCHAR
    category VARCHAR
    is_hidden BOOLEAN
    fetched_at TIMESTAMP`,
  ingested_days: `
    project VARCHAR
    view_date DATE
    status VARCHAR
    articles BIGINT
    categories BIGINT
    views BIGINT
    content_hash VARCHAR
    reason VARCHAR?
    run_id VARCHAR
    ingested_at TIMESTAMP
    checked_at TIMESTAMP?
    changed_at TIMESTAMP?`,
};

describe('openDuckDb() makes what analysts rely on', () => {
  test.each(Object.entries(contract))('the table %s', async (table, columns) => {
    const expected = columns.trim().split(/\s*\n\s*/);
    expect(await columnsOf(table, ({ name, type, nullable }) => `${name} ${type}${nullable ? '?' : ''}`)).toEqual(
      expected,
    );
  });

  test('the view wiki_data_normal', async () => {
    // Nullability is a table's; a view has none to promise.
    expect(await columnsOf('wiki_data_normal', ({ name, type }) => `${name} ${type}`)).toEqual([
      'view_date DATE',
      'project VARCHAR',
      'article VARCHAR',
      'category VARCHAR',
      'is_hidden BOOLEAN',
      'rank BIGINT',
      'views BIGINT',
    ]);
  });

  test('nothing else', async () => {
    const warehouse = await openDuckDb(':memory:', 'write');
    const { rows } = await warehouse.query(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY ALL`,
    );
    await warehouse.close();
    expect(rows.flat()).toEqual([...Object.keys(contract), ...readViews().map(({ name }) => name)].toSorted());
  });
});

interface FoundColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

async function columnsOf(relation: string, show: (column: FoundColumn) => string): Promise<readonly string[]> {
  const warehouse = await openDuckDb(':memory:', 'write');
  const { rows } = await warehouse.query(`SELECT column_name, data_type, is_nullable FROM duckdb_columns()
    WHERE schema_name = 'main' AND table_name = '${relation}' ORDER BY column_index`);
  await warehouse.close();
  return rows.map(([name, type, nullable]) =>
    show({ name: String(name), type: String(type), nullable: nullable === true }),
  );
}
