import { h } from './element.js';

const halfDaySeconds = 43_200;

/**
 * Hatches the days of which nothing is known, from top to bottom.
 * @param {import('/uplot.js')} chart
 * @param {import('./chart.js').Course} course
 * @param {string} colour
 */
export function hatch({ ctx, bbox, valToPos }, { days, statuses }, colour) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = hatching(ctx, colour);
  statuses.forEach((status, i) => {
    if (status === 'loaded') return;
    const time = Date.parse(days[i] ?? '') / 1000;
    const [left, right] = [time - halfDaySeconds, time + halfDaySeconds].map((edge) => valToPos(edge, 'x', true));
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
