import { describe, expect, test } from 'vitest';
import { textLiteral } from '../../function/sql/text.ts';
import { inDataset } from '../../function/sql/views.ts';
import { openCloud } from '../support/cloud.ts';
import { awkwardTexts } from '../support/day-commit.ts';
import { startAnalyser } from '../support/googlesql/analyser.ts';
import { analyserProgram, notForPlatform } from '../support/googlesql/platform.ts';
import { openInMemory } from '../support/in-memory.ts';

const isThere = analyserProgram !== undefined;

const texts = [
  ...awkwardTexts,
  "'; DROP TABLE ingested_days; --",
  "\\'; DROP TABLE ingested_days; --",
  "') UNION SELECT 1 --",
  '{{dataset}}',
  '$1 ? :name @name %s',
  "''''\\\\'",
  '\u202Eright to left\u202C',
  "ʼ＇' and quotes that only look so",
];

describe('textLiteral() writes what is read as it was', () => {
  test('by DuckDB', async () => {
    await using warehouse = await openInMemory();
    expect(await readBack(warehouse)).toEqual(texts);
  });

  test('by BigQuery, as far as the stand-in is one', async () => {
    await using cloud = await openCloud();
    expect(await readBack(cloud.warehouse)).toEqual(texts);
  });

  test.skipIf(!isThere)(isThere ? 'by GoogleSQL, to which it is one text' : notForPlatform, async () => {
    await using analyser = await startAnalyser();
    for (const text of texts) {
      const columns = await analyser.analyse(`SELECT ${textLiteral(text)} AS text`);
      expect(columns).toEqual([{ name: 'text', type: 'STRING' }]);
    }
  });
});

test('textLiteral() leaves nothing that a placeholder stands for', () => {
  expect(inDataset(textLiteral('{{dataset}}'), 'main')).toBe(textLiteral('{{dataset}}'));
});

async function readBack(warehouse: { query(sql: string): Promise<{ rows: readonly (readonly unknown[])[] }> }) {
  const { rows } = await warehouse.query(
    `SELECT ${texts.map((text, i) => `${textLiteral(text)} AS t${i}`).join(', ')}`,
  );
  return rows[0];
}
