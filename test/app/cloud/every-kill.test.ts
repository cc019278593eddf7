import { describe, expect, test } from 'vitest';
import type { Deployment } from '../../support/cloud.ts';
import { startScript } from '../../support/command.ts';
import {
  expectUndone,
  openCloudStage,
  range,
  runUndisturbed,
  type ServerName,
  type Stage,
  serverNames,
  smallList,
  type Undisturbed,
} from '../../support/disturbed-run.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const backfill = ['backfill', '--start', range.start, '--end', range.end];

describe('a backfill from a laptop', () => {
  test('killed at any of its requests is as if nothing had happened once it has run again', async () => {
    await using stage = await openCloudStage();
    await using other = await openCloudStage();
    const [expected, expectedOther] = [await runUndisturbed(stage), await runUndisturbed(other)];
    const moments = serverNames.flatMap((server) =>
      Array.from({ length: expected.requests[server] }, (_, index) => ({ server, index })),
    );
    // Two at a time, each with servers of its own: a process takes its time to start.
    const middle = Math.ceil(moments.length / 2);
    await Promise.all([
      killAt(stage, expected, moments.slice(0, middle)),
      killAt(other, expectedOther, moments.slice(middle)),
    ]);
    process.stdout.write(`backfill into BigQuery: killed at each of ${moments.length} requests\n`);
    expect(moments.length).toBeGreaterThan(25);
  }, 120_000);
});

async function killAt(
  stage: Stage,
  expected: Undisturbed,
  moments: readonly { readonly server: ServerName; readonly index: number }[],
): Promise<void> {
  for (const { server, index } of moments) {
    const what = `killed at request ${index} to ${server}`;
    let at = 0;
    const disturb = (next: Readonly<Record<ServerName, number>>) => {
      at = next[server] + index;
    };
    await expectUndone(stage, expected, what, disturb, async (deployment) => {
      expect(await runKilled(stage, deployment, server, at), what).toBe('SIGKILL');
      return 'later';
    });
  }
}

/** Resolves to the signal that ended the process. */
async function runKilled(
  stage: Stage,
  { environment }: Deployment,
  server: ServerName,
  at: number,
): Promise<NodeJS.Signals | null> {
  using folder = temporaryFolder();
  const victim = startScript('function/cli.ts', backfill, {
    folder: folder.path,
    environment: { ...smallList, ...stage.wikimedia.env, ...environment, WIKITRENDS_REQUESTS_PER_MINUTE: '1000000' },
  });
  stage.onRequest = async (asked, index) => {
    if (asked !== server || index !== at) return;
    victim.kill('SIGKILL');
    await victim.ended;
  };
  return (await victim.ended).signal;
}
