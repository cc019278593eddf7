import { expect, test } from 'vitest';
import { dayCommit } from '../../support/day-commit.ts';
import { movable, openMove } from '../../support/moved-days.ts';
import { partition } from '../../support/partitions.ts';
import { rowsOf } from '../../support/warehouse-rows.ts';

const friday = partition('2026-11-20');

const texts = [
  '"Heroic"_Tarn',
  "Wren's_End",
  'Tab\\Tarn',
  'Zwei\nZeilen',
  'Tab\there',
  '🎈_虚构_منارة',
  'e\u0301_and_é',
  '{{dataset}}',
  '--_DROP_TABLE',
  '%_$1_{}',
  '["a"]',
  'NULL',
  'NaN',
  '-0',
  ' amid spaces ',
  '',
  '\u0001\u007f\u200b\ufeff',
  'x'.repeat(5_000),
];

test('daysOf() gives texts to the last character, as titles, categories and descriptions', async () => {
  await using move = await openMove();
  const { batches, ledger } = dayCommit(friday, {
    articles: texts.length,
    ledger: { categories: 2 * texts.length ** 2 },
  });
  const top_articles = batches.top_articles.map((row, i) => {
    const article = texts[i] ?? '';
    return { ...row, article, page_title: article, description: article, wikidata_id: article };
  });
  const article_categories = batches.article_categories.map((row, i) => ({
    ...row,
    article: texts[i] ?? '',
    visible: texts,
    hidden: texts.map((text) => `hidden ${text}`),
  }));
  await move.origin.commit([{ batches: { top_articles, article_categories }, ledger }]);
  const { report } = await move.move([friday]);
  expect(report.days).toMatchObject([{ outcome: 'loaded', reason: null }]);
  expect(await movable(move.target)).toEqual(await movable(move.origin));
  const given = new Set((await rowsOf(move.target, 'top_articles')).map(({ description }) => description));
  expect(given).toEqual(new Set(texts));
});

test('daysOf() gives null where there is nothing, and nothing for null', async () => {
  await using move = await openMove();
  const { batches, ledger } = dayCommit(friday, { articles: 1, ledger: { articles: 0, reason: null } });
  const nothing = { article_rank: null, page_id: null, page_title: null, namespace: null, wikidata_id: null };
  const top_articles = batches.top_articles.map((row) => ({ ...row, ...nothing, is_article: false, description: '' }));
  await move.origin.commit([{ batches: { ...batches, top_articles }, ledger }]);
  await move.move([friday]);
  const empty = { ...nothing, description: '', desktop_views: null, is_article: false };
  expect(await rowsOf(move.target, 'top_articles')).toMatchObject([empty]);
});

test('daysOf() gives the largest numbers that a row can hold, and refuses to guess at larger ones', async () => {
  await using move = await openMove();
  const views = Number.MAX_SAFE_INTEGER;
  await move.origin.commit([dayCommit(friday, { articles: 1, views })]);
  expect(await move.move([friday])).toMatchObject({ verdict: 'done' });
  expect(await rowsOf(move.target, 'top_articles')).toMatchObject([{ views, mobile_web_views: views - 1 }]);

  await using tooMany = await openMove();
  await tooMany.origin.commit([dayCommit(friday, { articles: 1 })]);
  await tooMany.origin.query(`UPDATE {{dataset}}.top_articles SET views = ${views} + 1`);
  const { report, verdict } = await tooMany.move([friday]);
  expect(verdict).toBe('failed');
  const reason = 'Cannot read top_articles.views: expected INT64, found "9007199254740992"';
  expect(report.days).toMatchObject([{ outcome: 'failed', reason }]);
  expect(await rowsOf(tooMany.target, 'ingested_days')).toEqual([]);
});
