import './language.js';
import uPlot from '/uplot.js';
import { h } from './element.js';
import { formatCount, formatDayMark, formatMonth, formatRoughly, formatShortDay } from './format.js';
import { hatch } from './hatching.js';

/**
 * Days in a row, and what is known of each.
 * @typedef {object} Course
 * @property {string} label what is drawn, for who does not see it
 * @property {readonly string[]} days every one of them, oldest first
 * @property {readonly string[]} statuses what has become of each day
 * @property {readonly Line[]} lines
 * @property {readonly (number | null)[]} [atMost] the most there may have been on a day without a value
 * @property {string} absence what a loaded day without a value is called
 */

/**
 * @typedef {object} Line
 * @property {string} label
 * @property {readonly (number | null)[]} values
 */

const height = 260;
const daySeconds = 86_400;
/** Between two marks of the axis: no hours, for there is nothing between two days. */
const steps = [1, 2, 7, 14, 31, 92, 183, 366, 731].map((days) => days * daySeconds);
/** Told apart without their colours, too. */
const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5], [1, 5]];

/**
 * Draws a course as wide as there is room. A day without a value interrupts its line; what it had at most is a pale
 * bar; a day that is not loaded is hatched from top to bottom. The legend says the figures of the day that is
 * pointed at.
 * @param {Course} course
 * @param {AbortSignal} signal aborted when nobody sees it any more
 * @returns {readonly Node[]} what is drawn, and its legend
 */
export function dayChart(course, signal) {
  const place = h('div', { class: 'chart', role: 'img', 'aria-label': course.label });
  // What is within an image is read to nobody.
  const legend = h('div', { class: 'legend' });
  /** @type {uPlot | null} */
  let chart = null;
  const draw = () => {
    chart?.destroy();
    legend.replaceChildren();
    chart = new uPlot(optionsFor(course, place.clientWidth, legend), dataOf(course), place);
  };
  const room = new ResizeObserver(() => {
    if (place.clientWidth === 0) return;
    if (chart === null) draw();
    else chart.setSize({ width: place.clientWidth, height });
  });
  room.observe(place);
  // Colours are drawn, so they are drawn again where the reader's system changes them.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw, { signal });
  signal.addEventListener('abort', () => {
    room.disconnect();
    chart?.destroy();
  });
  return [place, legend];
}

/**
 * @param {Course} course
 * @returns {uPlot.AlignedData}
 */
function dataOf({ days, lines, atMost }) {
  const times = days.map((day) => Date.parse(day) / 1000);
  const series = [...lines.map(({ values }) => values), ...(atMost === undefined ? [] : [atMost])];
  return [times, ...series.map((values) => [...values])];
}

/**
 * @param {Course} course
 * @param {number} width
 * @param {HTMLElement} legend
 * @returns {uPlot.Options}
 */
function optionsFor(course, width, legend) {
  const colour = colours();
  const axis = { stroke: colour('--ink-soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
  const isShort = course.days.length < 60;
  return {
    width,
    height,
    tzDate: (time) => uPlot.tzDate(new Date(time * 1000), 'Etc/UTC'),
    scales: {
      // Half a day at either end, so that the first and the last one are whole.
      x: { range: (_chart, first, last) => [first - daySeconds / 2, last + daySeconds / 2] },
      y: { range: (_chart, _least, most) => [0, Math.max(1, most * 1.05)] },
    },
    axes: [
      { ...axis, size: 32, incrs: steps, space: 64, values: dayMarks },
      { ...axis, size: 56, values: (_chart, values) => values.map(formatRoughly) },
    ],
    cursor: { y: false, drag: { x: false, y: false } },
    legend: { mount: (_chart, table) => legend.append(table) },
    series: [
      { value: pointedAt(course, (i) => formatShortDay(course.days[i] ?? '')), label: 'Day' },
      ...course.lines.map(({ label, values }, i) => ({
        label,
        stroke: colour(`--line-${i + 1}`),
        width: 2,
        dash: dashes[i] ?? [],
        points: {
          show: true,
          size: 6,
          fill: colour(`--line-${i + 1}`),
          filter: () => (isShort ? null : aloneIn(values)),
        },
        value: pointedAt(course, (i) => valueText(course, values[i] ?? null, i)),
      })),
      ...(course.atMost === undefined
        ? []
        : [
            {
              label: 'At most, where not listed',
              stroke: colour('--at-most-edge'),
              fill: colour('--at-most'),
              width: 0,
              points: { show: false },
              ...barPaths(),
              value: pointedAt(course, (i) => boundText(course.atMost?.[i] ?? null)),
            },
          ]),
    ],
    hooks: { drawClear: [(chart) => hatch(chart, course, colour('--unknown'))] },
  };
}

/**
 * Where values stand alone: no line leads to them, so without a point they would not be seen.
 * @param {readonly (number | null)[]} values
 */
function aloneIn(values) {
  const isValue = (/** @type {number} */ i) => values[i] !== null && values[i] !== undefined;
  return [...values.keys()].filter((i) => isValue(i) && !isValue(i - 1) && !isValue(i + 1));
}

/**
 * The days at the marks of the axis; months where they are far apart.
 * @param {uPlot} _chart
 * @param {readonly number[]} times
 * @param {number} _axis
 * @param {number} _space
 * @param {number} step
 */
function dayMarks(_chart, times, _axis, _space, step) {
  const format = step < 31 * daySeconds ? formatDayMark : formatMonth;
  return times.map((time) => format(new Date(time * 1000).toISOString().slice(0, 10)));
}

/** A bar as wide as its day. */
function barPaths() {
  const paths = uPlot.paths.bars?.({ size: [1, Number.POSITIVE_INFINITY], gap: 0 });
  return paths === undefined ? {} : { paths };
}

/**
 * What the legend says of the day that is pointed at, and of the last one where none is.
 * @param {Course} course
 * @param {(i: number) => string} textOf
 * @returns {(chart: uPlot, value: number, line: number, i: number | null) => string}
 */
function pointedAt({ days }, textOf) {
  return (_chart, _value, _line, i) => textOf(i ?? days.length - 1);
}

/**
 * @param {Course} course
 * @param {number | null} value
 * @param {number} i
 */
function valueText({ statuses, absence }, value, i) {
  if (value !== null) return formatCount(value);
  return statuses[i] === 'loaded' ? absence : 'not loaded';
}

/** @param {number | null} bound */
function boundText(bound) {
  return bound === null ? '–' : formatCount(bound);
}

/** The colours of the style sheet, as they are now. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  return (/** @type {string} */ name) => style.getPropertyValue(name).trim();
}
