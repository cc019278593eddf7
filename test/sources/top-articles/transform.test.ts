import { describe, expect, test } from 'vitest';
import { accesses } from '../../../function/sources/top-articles/ranking.ts';
import type { RawDay, TitleAnswer } from '../../../function/sources/top-articles/raw.ts';
import { transformDay } from '../../../function/sources/top-articles/transform.ts';
import { entries, page, rawDay } from '../../support/raw-day.ts';

const at = '2026-11-21T06:00:00.000Z';
const noPages: Readonly<Record<string, Partial<TitleAnswer>>> = {
  Article_1: { is_main_page: true },
  Article_2: { page: page('Article 2', { ns: 4 }) },
  Article_3: { page: page('Article 3', { ns: -1 }) },
  Article_4: { page: { title: 'Article 4', ns: 0, missing: true } },
  Article_5: { led_to: null, page: { title: 'Article_5', invalid: true } },
  Article_6: { led_to: null, page: null },
};

describe('transformDay()', () => {
  test('ranks articles from 1 on without gaps, and nothing that is no article', () => {
    const { batches } = transform(rawDay({ pages: entries(8), answers: noPages }), 2);
    const ranks = batches.top_articles.map(({ is_article, article_rank }) => ({ is_article, article_rank }));
    const none = { is_article: false, article_rank: null };
    expect(ranks).toEqual([
      ...Array.from({ length: 6 }, () => none),
      { is_article: true, article_rank: 1 },
      { is_article: true, article_rank: 2 },
    ]);
  });

  test('ends with the last wanted article, however much of the list was read', () => {
    const day = transform(rawDay({ pages: entries(9) }), 4);
    expect(day.batches.top_articles.map(({ article }) => article)).toEqual(entries(4).map(({ article }) => article));
    expect(day).toMatchObject({ articles: 4, categories: 4, views: 1000 + 999 + 998 + 997 });
  });

  test('ends where the titles end', () => {
    expect(transform(rawDay({ pages: entries(9), read: 3 }), 4).batches.top_articles).toHaveLength(3);
  });

  test('says of each page what its wiki said', () => {
    const answers = {
      Article_1: {
        led_to: 'Elsewhere',
        page: page('Elsewhere', {
          pageid: 42,
          description: 'A tarn',
          pageprops: { wikibase_item: 'Q42' },
          categories: [{ title: 'Category:Tarns' }, { title: 'Category:All: tarns', hidden: true }],
        }),
      },
    };
    expect(transform(rawDay({ answers }), 1).batches.top_articles).toEqual([
      {
        view_date: '2026-09-01',
        project: 'en.wikipedia',
        article: 'Article_1',
        rank: 1,
        views: 1000,
        article_rank: 1,
        is_article: true,
        page_id: 42,
        page_title: 'Elsewhere',
        namespace: 0,
        wikidata_id: 'Q42',
        description: 'A tarn',
        desktop_views: null,
        mobile_web_views: null,
        category_count: 2,
        ingested_at: at,
      },
    ]);
  });

  test('knows nothing of a title that leads nowhere', () => {
    const nothing = { page_id: null, page_title: null, namespace: null, wikidata_id: null, description: null };
    const { batches } = transform(rawDay({ pages: entries(7), answers: noPages }), 1);
    expect(batches.top_articles[5]).toMatchObject({ ...nothing, category_count: 0 });
    expect(batches.top_articles[4]).toMatchObject(nothing);
  });

  test('gives device shares where the lists have the title, null and not 0 where they do not', () => {
    const desktop = [{ article: 'Article_1', views: 300, rank: 7 }];
    const mobile = [{ article: 'Article_2', views: 0, rank: 9 }];
    const day = transform(rawDay({ lists: { desktop, 'mobile-web': mobile } }), 2);
    expect(day.batches.top_articles).toMatchObject([
      { desktop_views: 300, mobile_web_views: null },
      { desktop_views: null, mobile_web_views: 0 },
    ]);
    expect(day.notes).toEqual([]);
  });

  test('notes each wanted list that is lacking', () => {
    expect(transform(rawDay(), 3).notes).toEqual(['no desktop ranking', 'no mobile-web ranking']);
    expect(transformDay(rawDay(), 3, ['all-access'], at).notes).toEqual([]);
  });
});

describe('transformDay() makes a content hash that', () => {
  const lists = { desktop: entries(2), 'mobile-web': entries(1) };
  const hashOf = (day: RawDay) => transform(day, 2).contentHash;

  test.each(accesses)('changes with any byte of the %s ranking', (access) => {
    const day = rawDay({ lists });
    const ranking = day.rankings.get(access);
    if (ranking === undefined) throw new Error('The day is too small');
    const bytes = Uint8Array.from(ranking.bytes);
    bytes[bytes.length - 1] = 0;
    const changed = { ...day, rankings: new Map([...day.rankings, [access, { ...ranking, bytes }]]) };
    expect(hashOf(changed)).not.toBe(hashOf(day));
    expect(hashOf(changed)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('stays the same whatever the wiki says of the titles', () => {
    expect(hashOf(rawDay({ lists, answers: noPages }))).toBe(hashOf(rawDay({ lists })));
  });
});

function transform(raw: RawDay, top: number): ReturnType<typeof transformDay> {
  return transformDay(raw, top, accesses, at);
}
