import { expect, test } from 'vitest';
import { openCloudServers } from '../../support/cloud.ts';
import { serveFunction } from '../../support/function.ts';
import { contentOf } from '../../support/warehouse-rows.ts';
import { now } from '../../support/world-run.ts';

const range = 'start=2026-11-18&end=2026-11-20';
/** As patient as usual, in less time. */
const retry = { retries: 8, firstWaitMs: 10, longestWaitMs: 100 };

test.each([2, 5])(
  'ingest called in %i instances at once for the same days leaves the tables that one would',
  async (instances) => {
    await using cloud = await openCloudServers({ bigQuery: { now: () => now.getTime() } });
    const deployment = await cloud.deploy();
    await using alone = await serveFunction({ environment: deployment.environment, retry });
    await alone.call(range);
    const expected = await contentOf(deployment.warehouse);
    expect(expected.ingested_days).toHaveLength(3);

    const { environment, warehouse } = await cloud.deploy();
    await using several = new AsyncDisposableStack();
    const served = await Promise.all(Array.from({ length: instances }, () => serveFunction({ environment, retry })));
    for (const one of served) several.use(one);
    // Each transaction stays open while others come: without that they would only stand in line.
    cloud.bigQuery.addJobFault({ kind: 'slow', polls: 2, times: instances, when: { match: /BEGIN TRANSACTION/ } });
    const answers = await Promise.all(served.map(({ call }) => call(range)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await contentOf(warehouse)).toEqual(expected);

    const cancelled = cloud.bigQuery.jobs.filter(({ error }) => error?.message?.includes('concurrent'));
    expect(cancelled.length).toBeGreaterThan(0);
    process.stdout.write(`${instances} instances at once: ${cancelled.length} transactions cancelled and repeated\n`);
    const alarms = served.flatMap(({ log }) => log()).filter(({ severity }) => severity === 'ERROR');
    expect(alarms).toEqual([]);
  },
  60_000,
);
