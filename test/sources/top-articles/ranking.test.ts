import { describe, expect, test } from 'vitest';
import { TransientError } from '../../../function/core/errors.ts';
import { parseRanking, rankingUrl } from '../../../function/sources/top-articles/ranking.ts';
import { partition } from '../../support/partitions.ts';

const day = partition('2026-09-01');
const articles = [
  { article: 'Main_Page', views: 6583076, rank: 1 },
  { article: 'NaN', views: 12, rank: 2 },
];

test('rankingUrl() is the address of the Analytics API', () => {
  const url = rankingUrl('https://wikimedia.org/api/rest_v1', day, 'mobile-web');
  expect(url).toBe('https://wikimedia.org/api/rest_v1/metrics/pageviews/top/en.wikipedia/mobile-web/2026/09/01');
});

describe('parseRanking()', () => {
  test('gives the list as it is, ties and all', () => {
    const tied = [...articles, { article: 'Tarn', views: 12, rank: 2 }];
    expect(parseRanking(answer({ articles: tied }), day, 'all-access')).toEqual(tied);
  });

  test.each([
    ['another project', { project: 'fr.wikipedia' }],
    ['another access', { access: 'desktop' }],
    ['another day', { day: '02' }],
    ['another month', { month: '10' }],
    ['another year', { year: '2025' }],
  ])('does not take the list of %s', (_, other) => {
    const parse = () => parseRanking(answer(other), day, 'all-access');
    expect(parse).toThrow(TransientError);
    expect(parse).toThrow(/Asked for the all-access ranking of en\.wikipedia for 2026-09-01, but got /);
  });

  test.each([
    ['views as text', answer({ articles: [{ article: 'Tarn', views: '12', rank: 1 }] })],
    ['views that are no whole number', answer({ articles: [{ article: 'Tarn', views: 1.5, rank: 1 }] })],
    ['an entry without a title', answer({ articles: [{ views: 12, rank: 1 }] })],
    ['an entry without a rank', answer({ articles: [{ article: 'Tarn', views: 12 }] })],
    ['a title that is a number', answer({ articles: [{ article: 1984, views: 12, rank: 1 }] })],
    ['no list', answer({ articles: undefined })],
    ['no items', { items: [] }],
    ['two items', { items: [item({}), item({})] }],
    ['an error object', { detail: 'Not found', status: 404 }],
    ['null', null],
  ])('does not take %s', (_, body) => {
    const parse = () => parseRanking(body, day, 'all-access');
    expect(parse).toThrow(TransientError);
    expect(parse).toThrow('Cannot read the all-access ranking of en.wikipedia for 2026-09-01');
  });
});

function answer(other: object): unknown {
  return { items: [item(other)] };
}

function item(other: object): unknown {
  return { project: 'en.wikipedia', access: 'all-access', year: '2026', month: '09', day: '01', articles, ...other };
}
