import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  expectUndone,
  openCloudStage,
  runUndisturbed,
  type ServerName,
  type Stage,
  serverNames,
  type Undisturbed,
} from '../../support/disturbed-run.ts';

const disturbances = [
  { what: 'refused once', fault: { kind: 'status', status: 503 }, times: 1 },
  { what: 'refused for good', fault: { kind: 'status', status: 503 }, times: 3 },
  { what: 'told to slow down', fault: { kind: 'status', status: 429 }, times: 1 },
  { what: 'reset before its effect', fault: { kind: 'reset-before' }, times: 1 },
  { what: 'reset after its effect', fault: { kind: 'reset-after' }, times: 1 },
  { what: 'reset after its effect for good', fault: { kind: 'reset-after' }, times: 3 },
  { what: 'cut short', fault: { kind: 'truncated' }, times: 1 },
] as const;

type Disturbance = (typeof disturbances)[number];

describe.each(serverNames)('a backfill of which each request to %s is', (server) => {
  let stage: Stage;
  let expected: Undisturbed;

  beforeAll(async () => {
    stage = await openCloudStage();
    expected = await runUndisturbed(stage);
  });

  afterAll(() => stage[Symbol.asyncDispose]());

  test.each(disturbances)(
    '$what leaves what an undisturbed one leaves',
    async (disturbance) => {
      const { what, times } = disturbance;
      const requests = expected.requests[server];
      let later = 0;
      for (let index = 0; index < requests; index += 1) {
        const verdict = await expectUndone(stage, expected, `${server}, request ${index} ${what}`, (next) =>
          disturb(stage, server, next[server] + index, disturbance),
        );
        expect(verdict).not.toBe('failed');
        if (verdict === 'later') later += 1;
      }
      process.stdout.write(`${server}: each of ${requests} requests ${what}; ${later} left to the next run\n`);
      expect(requests).toBeGreaterThan(7);
      // A single fault is over with the next try.
      if (times === 1) expect(later).toBe(0);
      else expect(later).toBeGreaterThan(requests / 2);
    },
    120_000,
  );
});

/** Spoils the request that arrives as the n-th, and as many more of its tries. */
function disturb(stage: Stage, server: ServerName, at: number, { fault, times }: Disturbance): void {
  stage.onRequest = (asked, index, text) => {
    if (asked !== server || index !== at) return;
    const exactly = new RegExp(`^${RegExp.escape(text)}$`);
    const scripted = { ...fault, times, when: { match: exactly } };
    if (server === 'wikimedia') stage.wikimedia.addFault(scripted);
    else stage[server].addFault(scripted);
  };
}
