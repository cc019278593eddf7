import { formatDuration } from './format.ts';

/** How fast a run reads its days, and how long the rest will take, in words. */
export function paceOf(run: { readonly todo: number; readonly read: number; readonly elapsedMs: number }) {
  const { todo, read } = run;
  const elapsedMs = Math.max(1, run.elapsedMs);
  const perSecond = (read * 1000) / elapsedMs;
  const left = read === 0 ? '…' : formatDuration(((todo - read) * elapsedMs) / read);
  return { rate: `${perSecond.toPrecision(2)} days/s`, left };
}
