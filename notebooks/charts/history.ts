import type { Shown } from '../../function/app/notebook/display.ts';
import { byDay, chart } from './chart.ts';
import type { DayState, HistoryDay } from './days.ts';

const states: readonly DayState[] = ['listed', 'not listed', 'not loaded'];

const byState = {
  title: null,
  scale: { domain: [...states], range: ['#3366cc', '#e8973a', '#72777d'] },
  legend: { orient: 'top', symbolType: 'square' },
} as const;
const color = { ...byState, field: 'state', type: 'nominal' } as const;

const views = { type: 'quantitative', title: 'views', axis: { format: '~s' } } as const;

/** In the middle of its day, where the day's band is too. */
const noon = { ...byDay, bandPosition: 0.5 } as const;

/**
 * Draws views by day as far as they are known: a line through the days of being listed, that no other day continues; on
 * days of not being listed the range from 0 to what it can have been at most, or a band that only says so; another band
 * over days that are not loaded.
 */
export function drawHistory(days: readonly HistoryDay[], title: string): Promise<Shown> {
  return chart(days, {
    title,
    height: 240,
    layer: [
      {
        mark: { type: 'rect', opacity: 0.3 },
        transform: [{ filter: "datum.state !== 'listed' && datum.at_most === null" }],
        encoding: { x: byDay, color },
      },
      {
        mark: { type: 'rule', strokeWidth: 3, opacity: 0.6 },
        transform: [{ filter: 'datum.at_most !== null' }, { calculate: '0', as: 'at_least' }],
        encoding: { x: noon, color, y: { ...views, field: 'at_least' }, y2: { field: 'at_most' } },
      },
      {
        mark: { type: 'line', point: true },
        encoding: {
          x: noon,
          y: { ...views, field: 'views' },
          // By field it would be a line through the listed days alone, and close over the others.
          color: { ...byState, datum: 'listed' },
        },
      },
    ],
  });
}
