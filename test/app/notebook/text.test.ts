import { expect, test } from 'vitest';
import { sqlText } from '../../../function/app/notebook/text.ts';
import { openDuckDb } from '../../../function/warehouses/duckdb/warehouse.ts';
import { openCloud } from '../../support/cloud.ts';
import { awkwardTexts } from '../../support/day-commit.ts';

const sql = `SELECT ${awkwardTexts.map((text, i) => `${sqlText(text)} AS text_${i}`).join(', ')}`;

test('sqlText() means the same text to DuckDB, whatever is in it', async () => {
  const warehouse = await openDuckDb(':memory:', 'write');
  expect((await warehouse.query(sql)).rows).toEqual([awkwardTexts]);
  await warehouse.close();
});

test('sqlText() means the same text to BigQuery, whatever is in it', async () => {
  await using cloud = await openCloud();
  expect((await cloud.warehouse.query(sql)).rows).toEqual([awkwardTexts]);
});
