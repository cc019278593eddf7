import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectRefusal } from '../support/refusal.ts';
import { openStage, type Stage } from '../support/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(() => stage[Symbol.asyncDispose]());

const toBigQuery = ['--warehouse', 'bigquery:some-project.wikitrends', '--archive', 'gs://some-bucket'];

test.each<readonly [string, readonly string[], string]>([
  ['nowhere', [], 'Cannot push: expected --warehouse bigquery:<gcp project>.<dataset>'],
  ['to a file', ['--warehouse', 'duckdb:other.duckdb'], 'Cannot push: expected --warehouse bigquery:'],
  [
    'from nothing',
    [...toBigQuery, '--from', ''],
    'Cannot push from "": expected duckdb:<file>, file:<folder> or gs://',
  ],
  ['from a name', [...toBigQuery, '--from', 'x.duckdb'], 'Cannot push from "x.duckdb": expected duckdb:<file>'],
  ['from BigQuery', [...toBigQuery, '--from', 'bigquery:a-b.c'], 'Cannot push from "bigquery:a-b.c": expected duckdb:'],
  [
    'from a file that is not there',
    toBigQuery,
    'There is no warehouse wikitrends.duckdb: load some days into it first',
  ],
  ['from a folder that is not there', [...toBigQuery, '--from', 'file:none'], 'Cannot open the archive none: expected'],
])('push %s is refused, and leaves nothing behind', async (_, flags, said) => {
  // Nobody answers there: to ask Google would be to fail for another reason.
  const nobody = { BIGQUERY_API_URL: 'http://127.0.0.1:9', STORAGE_API_URL: 'http://127.0.0.1:9' };
  expectRefusal(await stage.run(['push', ...flags], nobody), 2, said);
  expect(await readdir(stage.folder)).toEqual([]);
});
