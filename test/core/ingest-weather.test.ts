import { beforeAll, describe, expect, test } from 'vitest';
import { daysBefore } from '../support/partitions.ts';
import { contentOf } from '../support/warehouse-rows.ts';
import type { Fault } from '../support/wikimedia/faults.ts';
import { startWorldRun, yesterday } from '../support/world-run.ts';

const days = daysBefore(yesterday, 6);
/** Every fourth request fails, so one request may be unlucky more often than twice. */
const client = { retry: { retries: 8, firstWaitMs: 1, longestWaitMs: 2 } };

const weather: readonly { readonly name: string; readonly faults: readonly Fault[] }[] = [
  { name: 'too many requests', faults: [{ kind: 'too-many-requests', when: { every: 4 } }] },
  { name: 'connections that die', faults: [{ kind: 'reset-before', when: { every: 4 } }] },
  { name: 'answers that get lost', faults: [{ kind: 'reset-after', when: { every: 4 } }] },
  { name: 'half answers', faults: [{ kind: 'truncated', when: { every: 4 } }] },
  { name: 'half JSON', faults: [{ kind: 'truncated-json', when: { every: 4 } }] },
  { name: 'broken gzip', faults: [{ kind: 'broken-gzip', when: { every: 4 } }] },
  { name: 'pages for people', faults: [{ kind: 'html', when: { every: 4 } }] },
  { name: 'a tired server', faults: [{ kind: 'status', status: 503, when: { every: 4 } }] },
  { name: 'a wiki that limits the rate', faults: [{ kind: 'ratelimited', when: { kind: 'categories', every: 2 } }] },
];

describe('ingest() loads the same rows in good weather and through', () => {
  let expected: Awaited<ReturnType<typeof contentOf>>;
  let requests: number;

  beforeAll(async () => {
    await using run = await startWorldRun({ top: 20 });
    await run.ingest(days);
    expected = await contentOf(run.warehouse);
    requests = run.http.sent();
  });

  test.each(weather)('$name', async ({ faults }) => {
    await using run = await startWorldRun({ top: 20, wikimedia: { faults }, client });
    expect(await run.ingest(days)).toMatchObject({ verdict: 'done', report: { complete: true } });
    expect(run.http.sent()).toBeGreaterThan(requests);
    expect(await contentOf(run.warehouse)).toEqual(expected);
  });
});
