import { parse, View } from 'vega';
import { type Config, compile, type TopLevelSpec } from 'vega-lite';
import { type Shown, shown } from '../../function/app/notebook/display.ts';
import type { Cell } from '../../function/core/warehouse.ts';

/** What is drawn: a specification of Vega-Lite without its data, see https://vega.github.io/vega-lite/docs/ */
export type Drawing = WithoutData<TopLevelSpec>;

type WithoutData<Spec> = Spec extends unknown ? Omit<Spec, 'data'> : never;

/** The x axis of everything that is drawn by day: as wide as a day. Days are UTC, and local time would shift them. */
export const byDay = {
  field: 'view_date',
  type: 'temporal',
  timeUnit: 'utcyearmonthdate',
  title: null,
  scale: { type: 'utc' },
  axis: { format: '%-d %b', labelOverlap: true, grid: false },
} as const;

const config: Config = {
  font: 'sans-serif',
  background: 'white',
  view: { stroke: null },
  axis: { labelLimit: 260 },
  axisQuantitative: { grid: true, gridColor: '#eee' },
  axisBand: { domain: false, ticks: false },
};

/** Draws rows as SVG, which every reader of notebooks shows, without a browser and without the network. */
export async function chart(rows: readonly Readonly<Record<string, Cell>>[], drawing: Drawing): Promise<Shown> {
  const spec: TopLevelSpec = { width: 560, ...drawing, data: { values: [...rows] } };
  const view = new View(parse(compile(spec, { config }).spec), { renderer: 'none' });
  try {
    return shown({ 'image/svg+xml': await view.toSVG(), 'text/plain': `a chart of ${rows.length} rows` });
  } finally {
    view.finalize();
  }
}
