import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logFilters } from '../../infra/log-filters.ts';
import { namesFor } from '../../infra/names.ts';
import { type LogLine, type ServedFunction, serveFunction } from '../support/function.ts';
import { type LogEntry, parseLogQuery } from '../support/log-query.ts';
import { at, leastSettings, ofType, stackOf } from '../support/stack.ts';
import { createWorld } from '../support/wikimedia/world.ts';

const stack = stackOf({ ...leastSettings, WIKITRENDS_TOP: '5' });
const filters = logFilters({ names: namesFor('my-project-1'), top: 5 });

/** A run with a refused, a remarkable and an absent day, one that succeeds, one with too many categories, and a usage error. */
let served: ServedFunction;

beforeAll(async () => {
  const world = createWorld({ entries: 60 });
  served = await serveFunction({
    lastDay: '2026-11-19',
    holes: [{ project: 'en.wikipedia', day: '2026-11-12' }],
    world: {
      ...world,
      ranking(project, access, day) {
        const entries = world.ranking(project, access, day);
        if (day === '2026-11-17') return entries.slice(0, 2);
        return day === '2026-11-13' ? entries.map((entry) => ({ ...entry, views: 9 * entry.views })) : entries;
      },
    },
  });
  await served.call('start=2026-11-11&end=2026-11-20');
  await served.call('date=2026-11-10');
  await served.call('date=2026-02-30');
});
afterAll(() => served[Symbol.asyncDispose]());

describe('of what the function really logs,', () => {
  test('the success filter takes a run that did something, and no other', () => {
    expect(matchedBy(filters.success)).toMatchObject([
      { event: 'run', verdict: 'failed', days: { loaded: 7 } },
      { event: 'run', verdict: 'done' },
    ]);
    const nothing = { event: 'run', verdict: 'later', days: { loaded: 0 } };
    expect(parseLogQuery(filters.success)(entryOf(nothing))).toBe(false);
  });

  test('the filter for a refused day takes it alone', () => {
    expect(matchedBy(filters.refusedDay)).toMatchObject([{ view_date: '2026-11-17', outcome: 'refused' }]);
  });

  test('the filter for errors takes no refused day again, in whatever line it is told', () => {
    expect(linesOf('run')[0]).toMatchObject({ severity: 'ERROR', verdict: 'failed', days: { refused: 1, failed: 0 } });
    expect(matchedBy(filters.error)).toEqual([]);
  });

  test.each([
    [{ severity: 'ERROR', event: 'run', verdict: 'failed', days: { refused: 1, failed: 1 } }, true],
    [{ severity: 'ERROR', event: 'error', message: 'Cannot read …' }, true],
    [{ severity: 'NOTICE', event: 'run', verdict: 'later', days: { refused: 0, failed: 1 } }, false],
  ])('the filter for errors takes %j: %s', (line, isError) => {
    expect(parseLogQuery(filters.error)(entryOf(line))).toBe(isError);
  });

  test.each([500, 503])(
    'the filter for errors leaves the answer %i, which Cloud Run logs too, to what is behind it',
    (status) => {
      const request = {
        ...entryOf({}),
        logId: 'run.googleapis.com/requests',
        severity: 'ERROR',
        httpRequest: { status },
      };
      expect(parseLogQuery(filters.error)(request)).toBe(false);
    },
  );

  test('the filter for errors takes those of the dashboard too', () => {
    const resource = { type: 'cloud_run_revision', labels: { service_name: 'wikitrends-dashboard' } };
    const line = { severity: 'ERROR', event: 'error', message: 'Cannot read …' };
    expect(parseLogQuery(filters.error)({ ...entryOf(line), resource })).toBe(true);
  });

  test('the filter for errors takes what the platform says when an instance dies', () => {
    const entry = { ...entryOf({}), logId: 'run.googleapis.com/varlog/system', severity: 'ERROR' };
    expect(parseLogQuery(filters.error)(entry)).toBe(true);
  });

  test('the filter for rows out of range takes what is unlike its neighbours, and no day that is absent', () => {
    expect(matchedBy(filters.remarkableDay)).toMatchObject([{ view_date: '2026-11-13', outcome: 'loaded' }]);
  });

  test.each([
    [9, true],
    [10, false],
    [750, false],
    [751, true],
  ])('%i categories for 5 articles are out of range: %s', (categories, isRemarkable) => {
    const line = { event: 'day', outcome: 'loaded', categories, severity: 'INFO' };
    expect(parseLogQuery(filters.remarkableDay)(entryOf(line))).toBe(isRemarkable);
  });

  test.each([
    ['URL_UNREACHABLE-UNREACHABLE_5xx. Original HTTP response code number = 503', false],
    ['URL_UNREACHABLE-UNREACHABLE_5xx. Original HTTP response code number = 500', false],
    ['URL_ERROR-ERROR_OTHER. Original HTTP response code number = 429', false],
    ['URL_REJECTED-REJECTED_FORBIDDEN. Original HTTP response code number = 403', true],
  ])('the filter for errors takes the schedule’s "%s": %s', (debugInfo, isError) => {
    const schedule = { type: 'cloud_scheduler_job', labels: { job_id: 'wikitrends-ingest' } };
    const logId = 'cloudscheduler.googleapis.com/executions';
    const entry = { logId, severity: 'ERROR', resource: schedule, jsonPayload: { debugInfo } };
    expect(parseLogQuery(filters.error)(entry)).toBe(isError);
  });

  test('nothing of another function matches', () => {
    const resource = { type: 'cloud_run_revision', labels: { service_name: 'other' } };
    for (const filter of Object.values(filters)) {
      const isMatch = parseLogQuery(filter);
      expect(served.log().filter((line) => isMatch({ ...entryOf(line), resource }))).toEqual([]);
    }
  });

  test('every metric finds the members that it counts by', () => {
    const metrics = ofType(stack, 'google_logging_metric');
    expect(metrics).toHaveLength(5);
    for (const { config } of metrics) {
      const lines = matchedBy(String(config.filter));
      expect(lines.length).toBeGreaterThan(0);
      const extractors = [config.value_extractor, ...Object.values(Object(config.label_extractors))];
      for (const extractor of extractors.filter((each) => each !== undefined)) {
        const [, path = ''] = /^EXTRACT\(jsonPayload\.(\w+)\)$/.exec(String(extractor)) ?? [];
        for (const line of lines) expect(line[path]).toBeDefined();
      }
    }
  });

  test('every label of a metric is declared', () => {
    for (const { config } of ofType(stack, 'google_logging_metric')) {
      const declared = Object.values(Object(at(config, 'metric_descriptor.labels'))).map((label) => at(label, 'key'));
      expect(declared).toEqual(Object.keys(Object(config.label_extractors)));
    }
  });
});

describe('parseLogQuery()', () => {
  test.each(['a = ', 'a = 1 b = 2', '(a = 1', 'a ~ "x"', '"a" = 1', ''])('refuses %s', (filter) => {
    expect(() => parseLogQuery(filter)).toThrow();
  });

  test('binds OR more tightly than AND', () => {
    const isMatch = parseLogQuery('jsonPayload.a = 1 OR jsonPayload.b = 1 AND jsonPayload.c = 1');
    expect(isMatch(entryOf({ a: 1 }))).toBe(false);
    expect(isMatch(entryOf({ a: 1, c: 1 }))).toBe(true);
  });
});

function linesOf(event: string): readonly LogLine[] {
  return served.log().filter((line) => line.event === event);
}

function matchedBy(filter: string): readonly LogLine[] {
  const isMatch = parseLogQuery(filter);
  return served.log().filter((line) => isMatch(entryOf(line)));
}

/** As Cloud Logging takes a line of the function. */
function entryOf({ severity, ...jsonPayload }: LogLine): LogEntry {
  const resource = { type: 'cloud_run_revision', labels: { service_name: 'wikitrends-ingest' } };
  return { logId: 'run.googleapis.com/stdout', severity: String(severity ?? 'DEFAULT'), resource, jsonPayload };
}
