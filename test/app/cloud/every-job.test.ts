import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  expectUndone,
  openCloudStage,
  runUndisturbed,
  type Stage,
  type Undisturbed,
} from '../../support/disturbed-run.ts';

const aborted =
  'Query error: Transaction is aborted due to concurrent update against table p:d.t. Transaction ID: 1 at [2:1]';

/** How a job of BigQuery ends badly once, and how the run ends then: where it reads, and where it commits. */
const ends = [
  { reason: 'backendError', reading: 'done', committing: 'done' },
  { reason: 'internalError', reading: 'done', committing: 'done' },
  { reason: 'jobBackendError', reading: 'done', committing: 'done' },
  { reason: 'jobInternalError', reading: 'done', committing: 'done' },
  { reason: 'rateLimitExceeded', reading: 'done', committing: 'done' },
  { reason: 'jobRateLimitExceeded', reading: 'done', committing: 'done' },
  { reason: 'invalidQuery', message: aborted, reading: 'done', committing: 'done' },
  { reason: 'quotaExceeded', reading: 'later', committing: 'later' },
  { reason: 'stopped', reading: 'later', committing: 'later' },
  // The days are tried one by one then, and that works.
  { reason: 'accessDenied', reading: 'failed', committing: 'done' },
  { reason: 'resourcesExceeded', reading: 'failed', committing: 'done' },
] as const;

describe('a backfill of which each job', () => {
  let stage: Stage;
  let expected: Undisturbed;
  let jobs = 0;

  beforeAll(async () => {
    stage = await openCloudStage();
    const before = stage.bigQuery.jobs.length;
    expected = await runUndisturbed(stage);
    // The last ones are those of this test, which read the three tables.
    jobs = stage.bigQuery.jobs.length - before - 3;
  });

  afterAll(() => stage[Symbol.asyncDispose]());

  test('is one that reads the ledger, two that load and one that commits', () => {
    expect(jobs).toBe(4);
  });

  test.each(ends)(
    'ends with $reason leaves what an undisturbed one leaves',
    async ({ reading, committing, ...end }) => {
      for (let index = 0; index < jobs; index += 1) {
        const ended = await expectUndone(stage, expected, `job ${index} ends with ${end.reason}`, () =>
          stage.bigQuery.addJobFault({
            kind: 'error-before',
            ...end,
            when: { index: stage.bigQuery.jobs.length + index },
          }),
        );
        expect(ended).toBe(index === 0 ? reading : committing);
      }
      process.stdout.write(`bigQuery: each of ${jobs} jobs ends with ${end.reason}\n`);
    },
    60_000,
  );

  test.each([1, 5])(
    'is waited for through %i answers that it is running',
    async (polls) => {
      for (let index = 0; index < jobs; index += 1) {
        const ended = await expectUndone(stage, expected, `job ${index} is slow`, () =>
          stage.bigQuery.addJobFault({ kind: 'slow', polls, when: { index: stage.bigQuery.jobs.length + index } }),
        );
        expect(ended).toBe('done');
      }
    },
    60_000,
  );
});
