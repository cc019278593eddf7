import { expect, test } from 'vitest';
import { jupyterDisplay } from '../../../function/app/notebook/display.ts';
import { everyDay } from '../../../notebooks/charts/days.ts';
import { drawHistory } from '../../../notebooks/charts/history.ts';
import { marksIn } from '../../support/svg.ts';

const days = ['2026-09-01', '2026-09-02', '2026-09-03', '2026-09-05', '2026-09-06'];
const listed = [0, 1, 3].map((i) => ({ view_date: days[i] ?? '', views: 5000 + i }));

test('drawHistory() ends the line where its days end, and draws no unknown as zero', async () => {
  const svg = await draw(days.map((view_date) => ({ view_date, at_most: 900 })));
  const marks = marksIn(svg);
  // One line in three pieces: two days, a day alone, and none after it.
  expect(marks.line).toHaveLength(1);
  expect(marks.line[0]?.match(/M/g)).toHaveLength(2);
  expect(marks.symbol).toHaveLength(3);
  expect(marks.rule).toHaveLength(2);
  expect(marks.rect).toHaveLength(1);
});

test('drawHistory() only says of a day that it is not listed where nothing bounds it', async () => {
  const marks = marksIn(await draw(days.map((view_date) => ({ view_date }))));
  expect(marks.rule).toHaveLength(0);
  expect(marks.symbol).toHaveLength(3);
  // The day that is not loaded, and the two that are not listed.
  expect(marks.rect).toHaveLength(1 + 2);
});

async function draw(loaded: Parameters<typeof everyDay>[1]): Promise<string> {
  const drawn = await drawHistory(everyDay(listed, loaded), 'A page');
  return drawn[jupyterDisplay]()['image/svg+xml'] ?? '';
}
