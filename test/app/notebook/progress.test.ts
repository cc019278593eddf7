import { expect, test } from 'vitest';
import type { Forms } from '../../../function/app/notebook/display.ts';
import { showRunAt } from '../../../function/app/notebook/progress.ts';
import { parseDay } from '../../../function/core/day.ts';
import { TransientError } from '../../../function/core/errors.ts';
import { parseProject } from '../../../function/core/partition.ts';
import type { DayReport, Ending } from '../../../function/core/report.ts';

const day = { project: parseProject('en.wikipedia'), view_date: parseDay('2026-09-01'), articles: 0, categories: 0 };
const refused: DayReport = { ...day, outcome: 'refused', reason: 'en.wikipedia has 3 articles on 2026-09-01' };
const loaded: DayReport = { ...day, view_date: parseDay('2026-09-02'), outcome: 'loaded', articles: 100, reason: null };
const at = '2026-09-03T06:00:00.000Z';
const ending: Ending = {
  verdict: 'failed',
  report: {
    ...{ run_id: 'run-1', started_at: at, finished_at: at, complete: false, remaining: 1, requests: 9 },
    ...{ rows: { top_articles: 104, article_categories: 3011 }, days: [loaded, refused] },
  },
};

test('showRunAt() fills the bar, tells of tries and of days that are not simply loaded, and ends with the summary', async () => {
  const seen: Forms[] = [];
  const place = { show: (forms: Forms) => void seen.push(forms), sent: async () => {} };
  await showRunAt(
    place,
    () => new Date(at),
    async ({ onEvent, onRetry }) => {
      onEvent({ type: 'planned', todo: 2, settled: 0 });
      onEvent({ type: 'read' });
      onRetry(new TransientError('Wikimedia answers 503'), 1);
      for (const report of [loaded, refused]) onEvent({ type: 'day', report });
      onEvent({ type: 'read' });
      return ending;
    },
  );
  const values = seen.map((forms) => /value="(\d+)"/.exec(forms['text/html'] ?? '')?.[1]);
  expect(values).toEqual([undefined, '0', '1', '1', '2', '2']);
  const last = seen.at(-1)?.['text/plain'] ?? '';
  expect(last).toContain('try 1 failed, trying again: Wikimedia answers 503');
  expect(last).toContain('2026-09-01  refused   en.wikipedia has 3 articles on 2026-09-01');
  expect(last).not.toContain('2026-09-02');
  expect(last).toContain('1 day loaded, 1 day refused');
  expect(last).toContain('1 day remaining');
});

test('showRunAt() tells what a recheck found', async () => {
  const seen: Forms[] = [];
  const place = { show: (forms: Forms) => void seen.push(forms), sent: async () => {} };
  const { project, view_date } = day;
  await showRunAt(
    place,
    () => new Date(at),
    async ({ onEvent }) => {
      onEvent({ type: 'recheck failed', error: new TransientError('no network') });
      for (const outcome of ['same', 'changed', 'gone'] as const) {
        onEvent({ type: 'rechecked', project, view_date, outcome });
      }
      return ending;
    },
  );
  const last = seen.at(-1)?.['text/plain'] ?? '';
  expect(last).toContain('a loaded day could not be rechecked, which changes nothing: no network');
  expect(last).toContain('2026-09-01 en.wikipedia rechecked: Wikimedia gives the rankings that were loaded');
  expect(last).toMatch(/2026-09-01 en.wikipedia changed: .* --force\n2026-09-01 en.wikipedia is no longer there: /);
});

test('showRunAt() lets an error through after all before it is on its way', async () => {
  const order: string[] = [];
  const place = { show: () => void order.push('show'), sent: async () => void order.push('sent') };
  const run = showRunAt(
    place,
    () => new Date(at),
    () => Promise.reject(new TransientError('no network')),
  );
  await expect(run).rejects.toThrow('no network');
  expect(order).toEqual(['show', 'sent']);
});
