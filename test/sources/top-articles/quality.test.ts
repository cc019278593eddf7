import { describe, expect, test } from 'vitest';
import { transformDay } from '../../../function/sources/top-articles/transform.ts';
import { entries, page, type RawDayOptions, rawDay } from '../../support/raw-day.ts';

const uncategorised = { page: page('Article', { categories: [] }) };

describe('transformDay() finds nothing wrong with', () => {
  const sound: readonly (RawDayOptions & { readonly what: string })[] = [
    { what: 'a sound day' },
    {
      what: 'ties',
      pages: [
        { article: 'A', views: 9, rank: 1 },
        { article: 'B', views: 9, rank: 1 },
        { article: 'C', views: 1, rank: 3 },
      ],
    },
    { what: 'some articles without a category', answers: { Article_2: uncategorised } },
    { what: 'oddities below the last wanted article', pages: [...entries(3), ...entries(1)] },
  ];

  test.each(sound)('$what', ({ what, ...options }) => {
    expect(faultsOf(options)).toEqual([]);
  });
});

describe('transformDay() refuses', () => {
  const refused: readonly (RawDayOptions & { readonly what: string; readonly fault: string })[] = [
    {
      what: 'fewer articles than wanted',
      pages: entries(2),
      fault: 'structure: 2 articles instead of 3 in a list of 2 pages',
    },
    {
      what: 'an empty list',
      pages: [],
      fault: 'structure: 0 articles instead of 3 in a list of 0 pages',
    },
    {
      what: 'a list whose other pages are no articles',
      answers: { Article_3: { page: page('Article 3', { ns: 4 }) } },
      fault: 'structure: 2 articles instead of 3 in a list of 3 pages',
    },
    {
      what: 'a page without views',
      pages: [...entries(2), { article: 'Zero', views: 0, rank: 3 }],
      fault: 'structure: "Zero" has 0 views',
    },
    {
      what: 'a page with fewer views than none',
      pages: [...entries(2), { article: 'Below', views: -1, rank: 3 }],
      fault: 'structure: "Below" has -1 views',
    },
    {
      what: 'views that rise down the list',
      pages: [...entries(2), { article: 'Up', views: 1001, rank: 3 }],
      fault: 'structure: "Up" has more views (1001) than "Article_2" above it (999)',
    },
    {
      what: 'a title that is listed twice',
      pages: [...entries(2), { article: 'Article_2', views: 5, rank: 3 }],
      fault: 'structure: "Article_2" is listed twice',
    },
    {
      what: 'categories that are not complete',
      answers: { Article_2: { complete: false }, Article_3: { complete: false } },
      fault: 'structure: categories of 2 pages are not complete, "Article_2" among them',
    },
    {
      what: 'a day on which most articles have no category',
      answers: { Article_1: uncategorised, Article_2: uncategorised },
      fault: 'structure: only 1 of 3 articles have a category',
    },
  ];

  test.each(refused)('$what', ({ what, fault, ...options }) => {
    expect(faultsOf(options)).toEqual([fault]);
  });

  test('half of the articles without a category, for half is not most', () => {
    const answers = { Article_1: uncategorised, Article_2: uncategorised };
    expect(transformDay(rawDay({ pages: entries(4), answers }), 4, ['all-access'], '').faults).toEqual([
      'structure: only 2 of 4 articles have a category',
    ]);
  });

  test('a day for all its faults at once', () => {
    const pages = [
      { article: 'A', views: 1, rank: 1 },
      { article: 'A', views: 2, rank: 2 },
    ];
    expect(faultsOf({ pages, answers: { A: { complete: false } } })).toEqual([
      expect.stringContaining('2 articles instead of 3'),
      expect.stringContaining('more views'),
      expect.stringContaining('listed twice'),
      expect.stringContaining('not complete'),
    ]);
  });
});

function faultsOf(options: RawDayOptions): readonly string[] {
  return transformDay(rawDay(options), 3, ['all-access'], '2026-11-21T06:00:00.000Z').faults;
}
