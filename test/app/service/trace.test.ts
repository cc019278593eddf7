import { describe, expect, test } from 'vitest';
import { type ServedFunction, serveFunction } from '../../support/function.ts';

const environment = { GOOGLE_CLOUD_PROJECT: 'some-project' };
const id = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${id}-00f067aa0ba902b7-01`;
const trace = `projects/some-project/traces/${id}`;

describe('ingest names in its log the trace', () => {
  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['of traceparent', { traceparent }],
    ['of X-Cloud-Trace-Context', { 'X-Cloud-Trace-Context': `${id}/67667974448284343;o=1` }],
    ['of X-Cloud-Trace-Context without a span', { 'X-Cloud-Trace-Context': id }],
    [
      'of traceparent before that of X-Cloud-Trace-Context',
      { traceparent, 'X-Cloud-Trace-Context': `${'a'.repeat(32)}/1` },
    ],
    [
      'of X-Cloud-Trace-Context beside a broken traceparent',
      { traceparent: '00-1', 'X-Cloud-Trace-Context': `${id}/1` },
    ],
  ])('%s', async (_, headers) => {
    await using served = await serveFunction({ environment });
    await served.call({ query: 'date=2026-11-20', headers });
    await served.call({ query: 'date=2999-01-01', headers });
    expect(served.log().length).toBeGreaterThan(4);
    expect(tracesIn(served)).toEqual([trace]);
  });
});

describe('ingest names no trace', () => {
  test('outside of Google Cloud', async () => {
    await using served = await serveFunction();
    await served.call({ query: 'date=2026-11-20', headers: { traceparent } });
    expect(tracesIn(served)).toEqual([undefined]);
  });

  test.each([
    [{ traceparent: `00-${id.toUpperCase()}-00f067aa0ba902b7-01` }],
    [{ traceparent: `00-${id}-00f067aa0ba902b7-01", "severity": "ALERT` }],
    [{ 'X-Cloud-Trace-Context': `${id}f/1` }],
    [{ 'X-Cloud-Trace-Context': '/1' }],
  ])('that is none: %o', async (headers) => {
    await using served = await serveFunction({ environment });
    await served.call({ query: 'date=2999-01-01', headers });
    expect(tracesIn(served)).toEqual([undefined]);
  });
});

/** Each trace that a line names; undefined for lines that name none. */
function tracesIn(served: ServedFunction): readonly unknown[] {
  return [...new Set(served.log().map((line) => line['logging.googleapis.com/trace']))];
}
