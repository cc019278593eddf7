import { expect, test } from 'vitest';
import { fillGaps, pushDays } from '../../../function/app/notebook/run.ts';
import { parseSettings } from '../../../function/config.ts';

const file = parseSettings({});
const bigQuery = parseSettings({
  WIKITRENDS_WAREHOUSE: 'bigquery:my-project.wikitrends',
  WIKITRENDS_ARCHIVE: 'gs://my-bucket',
});
const context = {
  jupyter: { broadcast: () => expect.fail('Nothing is to be shown of what cannot begin') },
  now: () => new Date('2026-11-21T06:00:00.000Z'),
  signal: new AbortController().signal,
};

test('pushDays() brings days from a file to BigQuery, and says so where that is not what is asked', async () => {
  await expect(pushDays(bigQuery, bigQuery, context)).rejects.toThrow('the days are in BigQuery already');
  await expect(pushDays(file, file, context)).rejects.toThrow('expected a warehouse bigquery:');
});

test('fillGaps() says what is wrong with a range before it begins', async () => {
  const range = { start: '2026-09-30', end: '2026-09-01', minutes: 1 };
  await expect(fillGaps(file, range, context)).rejects.toThrow('the range ends before it begins');
});
