import uPlot from '/uplot.js';
import { h } from './element.js';
import { formatCount, formatDayMark, formatMonth, formatRoughly } from './format.js';

/**
 * Days in a row, and what is known of each.
 * @typedef {object} Course
 * @property {string} label what is drawn, for who does not see it
 * @property {readonly string[]} days every one of them, oldest first
 * @property {readonly boolean[]} isKnown whether the day is loaded
 * @property {readonly Line[]} lines
 * @property {readonly (number | null)[]} [atMost] the most there may have been on a day without a value
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
 * bar; a day that is not loaded is hatched from top to bottom.
 * @param {Course} course
 * @param {AbortSignal} signal aborted when nobody sees it any more
 */
export function dayChart(course, signal) {
  const place = h('div', { class: 'chart', role: 'img', 'aria-label': course.label });
  /** @type {uPlot | null} */
  let chart = null;
  const draw = () => {
    chart?.destroy();
    chart = new uPlot(optionsFor(course, place.clientWidth), dataOf(course), place);
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
  return place;
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
 * @returns {uPlot.Options}
 */
function optionsFor(course, width) {
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
      { ...axis, incrs: steps, space: 64, values: dayMarks },
      { ...axis, size: 56, values: (_chart, values) => values.map(formatRoughly) },
    ],
    cursor: { y: false, drag: { x: false, y: false } },
    series: [
      {
        value: (_chart, time) => (time === null ? '–' : new Date(time * 1000).toISOString().slice(0, 10)),
        label: 'Day',
      },
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
        value: valueText,
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
              value: valueText,
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
 * @param {uPlot} _chart
 * @param {number | null} value
 */
function valueText(_chart, value) {
  return value === null ? '–' : formatCount(value);
}

/**
 * Hatches the days of which nothing is known.
 * @param {uPlot} chart
 * @param {Course} course
 * @param {string} colour
 */
function hatch({ ctx, bbox, valToPos }, { days, isKnown }, colour) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = hatching(ctx, colour);
  isKnown.forEach((known, i) => {
    if (known) return;
    const time = Date.parse(days[i] ?? '') / 1000;
    const [left, right] = [time - daySeconds / 2, time + daySeconds / 2].map((edge) => valToPos(edge, 'x', true));
    if (left !== undefined && right !== undefined) ctx.fillRect(left, bbox.top, right - left, bbox.height);
  });
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} colour
 */
function hatching(ctx, colour) {
  const tile = h('canvas', { width: 8, height: 8 });
  const pen = tile.getContext('2d');
  if (pen === null) return colour;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift, 8);
    pen.lineTo(shift + 8, 0);
  }
  pen.stroke();
  return ctx.createPattern(tile, 'repeat') ?? colour;
}

/** The colours of the style sheet, as they are now. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  return (/** @type {string} */ name) => style.getPropertyValue(name).trim();
}
