import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, openFixture } from './fixture.ts';

let bigQuery: Fixture;

beforeAll(async () => {
  bigQuery = await openFixture();
  for (const type of ['STRING', 'INT64', 'FLOAT64', 'BOOL', 'DATE', 'TIMESTAMP']) {
    await bigQuery.dataset.createTable(type, { schema: { fields: [{ name: 'value', type }] } });
  }
});

afterAll(() => bigQuery[Symbol.asyncDispose]());

describe('a load takes', () => {
  test.each([
    ['STRING', '"text"', 'text'],
    ['STRING', '"NaN"', 'NaN'],
    ['STRING', '"Zürich 😀 \\ud83d\\ude00 日本"', 'Zürich 😀 😀 日本'],
    ['STRING', '"\'\\"\\\\`\\n\\t;--"', '\'"\\`\n\t;--'],
    ['STRING', '"a\\u0000b"', 'a\0b'],
    ['STRING', '""', ''],
    ['STRING', '12', '12'],
    ['STRING', '12345678901234567890', '12345678901234567890'],
    ['STRING', 'true', 'true'],
    ['STRING', 'null', null],
    ['INT64', '0', 0],
    ['INT64', '"12"', 12],
    ['INT64', '-9223372036854775808', '-9223372036854775808'],
    ['INT64', '9223372036854775807', '9223372036854775807'],
    ['FLOAT64', '1.5', 1.5],
    ['FLOAT64', '"-2e3"', -2000],
    ['FLOAT64', '"Infinity"', Number.POSITIVE_INFINITY],
    ['FLOAT64', '"NaN"', Number.NaN],
    ['BOOL', 'true', true],
    ['BOOL', '"False"', false],
    ['DATE', '"2024-02-29"', '2024-02-29'],
    ['DATE', '"0001-01-01"', '0001-01-01'],
    ['TIMESTAMP', '"2026-09-01T06:00:00.123Z"', '2026-09-01T06:00:00.123Z'],
    ['TIMESTAMP', '"2026-09-01 06:00:00.123456 UTC"', '2026-09-01T06:00:00.123456Z'],
    ['TIMESTAMP', '"2026-09-01T06:00:00+02:00"', '2026-09-01T04:00:00.000Z'],
    ['TIMESTAMP', '"1969-12-31T23:59:59.999999Z"', '1969-12-31T23:59:59.999999Z'],
  ])('into %s: %s', async (type, json, expected) => {
    const { status } = await bigQuery.load(type, [`{"value":${json}}`]);
    expect(status).toEqual({ state: 'DONE' });
    expect(await bigQuery.server.query(`SELECT value FROM d."${type}"`)).toEqual([{ value: expected }]);
  });

  test('a column in whatever letters', async () => {
    await bigQuery.load('INT64', ['{"VALUE":7}']);
    expect(await bigQuery.server.query('SELECT value FROM d."INT64"')).toEqual([{ value: 7 }]);
  });

  test('bytes that are no UTF-8, as the sign for that', async () => {
    bigQuery.files.set('bytes', Buffer.from('7b2276616c7565223a2261ff62227d', 'hex'));
    await bigQuery.load('STRING', [], { sourceUris: ['gs://b/bytes'] });
    expect(await bigQuery.server.query('SELECT value FROM d."STRING"')).toEqual([{ value: 'a\ufffdb' }]);
  });
});

describe('a load refuses', () => {
  test.each([
    ['STRING', '{"value":["a"]}'],
    ['STRING', '{"value":{"a":1}}'],
    ['STRING', '{"value":"\\ud83d"}'],
    ['STRING', '{"value":"a"'],
    ['STRING', '{"value":"a"} {"value":"b"}'],
    ['STRING', '["a"]'],
    ['STRING', '"a"'],
    ['STRING', '{"other":"a"}'],
    ['STRING', '\ufeff{"value":"a"}'],
    ['INT64', '{"value":1.5}'],
    ['INT64', '{"value":"1.5"}'],
    ['INT64', '{"value":"NaN"}'],
    ['INT64', '{"value":NaN}'],
    ['INT64', '{"value":""}'],
    ['INT64', '{"value":true}'],
    ['INT64', '{"value":9223372036854775808}'],
    ['INT64', '{"value":1e30}'],
    ['FLOAT64', '{"value":"one"}'],
    ['BOOL', '{"value":1}'],
    ['BOOL', '{"value":"yes"}'],
    ['DATE', '{"value":"2026-02-30"}'],
    ['DATE', '{"value":"2026-9-1"}'],
    ['DATE', '{"value":"2026-09-01T00:00:00Z"}'],
    ['DATE', '{"value":20260901}'],
    ['TIMESTAMP', '{"value":"2026-09-01T06:00:00"}'],
    ['TIMESTAMP', '{"value":"2026-02-30T06:00:00Z"}'],
    ['TIMESTAMP', '{"value":"2026-09-01T25:00:00Z"}'],
    ['TIMESTAMP', '{"value":"2026-09-01T06:00:00.1234567Z"}'],
    ['TIMESTAMP', '{"value":1788242400}'],
    ['TIMESTAMP', '{"value":"2026-09-01"}'],
  ])('for %s: %s', async (type, line) => {
    const { status } = await bigQuery.load(type, [line]);
    expect(status?.errorResult?.reason).toBe('invalid');
    expect(status?.errors?.[2]?.message).toMatch(/JSON parsing error in row starting at position 0: \S/u);
  });

  test.each(['{}', '{"value":null}'])('for a required column: %s', async (line) => {
    await bigQuery.dataset.table('required').delete({ ignoreNotFound: true });
    const fields = [{ name: 'value', type: 'STRING', mode: 'REQUIRED' }];
    await bigQuery.dataset.createTable('required', { schema: { fields } });
    expect((await bigQuery.load('required', [line])).status?.errorResult?.reason).toBe('invalid');
  });
});
