import { expect, test } from 'vitest';
import { settingsIn } from '../../../function/app/notebook/settings.ts';

test('settingsIn() finds the file of the command line, wherever the notebook runs', () => {
  expect(settingsIn('/clone', {}).warehouse).toEqual({ kind: 'duckdb', path: '/clone/wikitrends.duckdb' });
  expect(settingsIn('/clone', { WIKITRENDS_ARCHIVE: 'file:kept' }).archive).toEqual({
    kind: 'file',
    folder: '/clone/kept',
  });
});

test('settingsIn() leaves alone what is no relative path', () => {
  const path = (address: string) => settingsIn('/clone', { WIKITRENDS_WAREHOUSE: address }).warehouse;
  expect(path('duckdb:/data/days.duckdb')).toEqual({ kind: 'duckdb', path: '/data/days.duckdb' });
  expect(path('duckdb::memory:')).toEqual({ kind: 'duckdb', path: ':memory:' });
  const cloud = { WIKITRENDS_WAREHOUSE: 'bigquery:my-project.wikitrends', WIKITRENDS_ARCHIVE: 'gs://my-bucket' };
  expect(settingsIn('/clone', cloud)).toMatchObject({
    warehouse: { kind: 'bigquery', project: 'my-project', dataset: 'wikitrends' },
    archive: { kind: 'gs', bucket: 'my-bucket' },
  });
});
