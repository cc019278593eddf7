import { expect, test } from 'vitest';
import { everyDay } from '../../../notebooks/charts/days.ts';

const [first, second, third, fourth] = ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'];

test('everyDay() tells days of being listed, of not being listed and of not being loaded apart', () => {
  const loaded = [first, second, fourth].map((view_date) => ({ view_date, at_most: 900 }));
  expect(everyDay([{ view_date: first, views: 5000 }], loaded)).toEqual([
    { view_date: first, state: 'listed', views: 5000, at_most: null },
    { view_date: second, state: 'not listed', views: null, at_most: 900 },
    { view_date: third, state: 'not loaded', views: null, at_most: null },
    { view_date: fourth, state: 'not listed', views: null, at_most: 900 },
  ]);
});

test('everyDay() knows no bound where none is given', () => {
  expect(everyDay([], [{ view_date: first }])).toMatchObject([{ state: 'not listed', views: null, at_most: null }]);
});

test('everyDay() sorts, and finds no day in an empty warehouse', () => {
  const days = everyDay([], [{ view_date: third }, { view_date: first }]).map(({ view_date }) => view_date);
  expect(days).toEqual([first, second, third]);
  expect(everyDay([], [])).toEqual([]);
});
