import { expect } from 'vitest';
import { parseRunRequest } from '../../function/app/request.ts';
import { runIngest } from '../../function/app/run.ts';
import { parseSettings } from '../../function/config.ts';
import { dayOf } from '../../function/core/day.ts';
import { type Verdict, verdictOf, WikitrendsError } from '../../function/core/errors.ts';
import { type CloudServers, type Deployment, openCloudServers } from './cloud.ts';
import { quick } from './quick.ts';
import { rememberedWorld } from './remembered.ts';
import { contentOf } from './warehouse-rows.ts';
import { startWikimedia, type Wikimedia } from './wikimedia/server.ts';

/** The servers that a run asks, each of which can be disturbed. */
export interface Stage extends AsyncDisposable {
  readonly wikimedia: Wikimedia;
  readonly storage: CloudServers['storage'];
  readonly bigQuery: CloudServers['bigQuery'];
  deploy(): Promise<Deployment>;
  /** Called with every request before it is answered: its server, how many that one has had, and the request in words. */
  onRequest: (server: ServerName, index: number, text: string) => void | Promise<void>;
}

export type ServerName = 'wikimedia' | 'storage' | 'bigQuery';
export const serverNames: readonly ServerName[] = ['wikimedia', 'storage', 'bigQuery'];

const now = () => new Date('2026-11-21T06:00:00.000Z');
export const range = { start: '2026-11-19', end: '2026-11-20' };
export const smallList = { WIKITRENDS_CONTACT: 'tests@wikitrends.invalid', WIKITRENDS_TOP: '5' };

export async function openCloudStage(): Promise<Stage> {
  const hearing = (server: ServerName) => (request: { readonly index: number; readonly text: string }) =>
    stage.onRequest(server, request.index, request.text);
  const cloud = await openCloudServers({
    storage: { onRequest: hearing('storage') },
    bigQuery: { onRequest: hearing('bigQuery'), now: () => now().getTime() },
  });
  const world = rememberedWorld({ entries: 60 });
  const wikimedia = await startWikimedia({
    recorded: null,
    lastDay: range.end,
    world,
    onRequest: hearing('wikimedia'),
  });
  const stage: Stage = {
    wikimedia,
    storage: cloud.storage,
    bigQuery: cloud.bigQuery,
    deploy: cloud.deploy,
    onRequest() {},
    async [Symbol.asyncDispose]() {
      await cloud[Symbol.asyncDispose]();
      await wikimedia.close();
    },
  };
  return stage;
}

/** Runs a backfill of two days, and resolves to how it ended. */
export async function runBackfill(stage: Stage, { environment }: Deployment): Promise<Verdict> {
  const settings = parseSettings({
    ...smallList,
    ...stage.wikimedia.env,
    ...environment,
    WIKITRENDS_REQUESTS_PER_MINUTE: '1000000',
  });
  try {
    const request = parseRunRequest(range, settings, dayOf(now()));
    const { report, verdict } = await runIngest(settings, request, { now, retry: quick });
    expect(report.complete).toBe(verdict === 'done');
    return verdict;
  } catch (error) {
    if (!(error instanceof WikitrendsError)) throw error;
    return verdictOf(error);
  }
}

/** What a run leaves that nothing disturbs, and how often it asks whom. */
export interface Undisturbed {
  readonly content: Awaited<ReturnType<typeof contentOf>>;
  readonly archived: readonly string[];
  readonly requests: Readonly<Record<ServerName, number>>;
}

export async function runUndisturbed(stage: Stage): Promise<Undisturbed> {
  const deployment = await stage.deploy();
  const before = requestsOf(stage);
  expect(await runBackfill(stage, deployment)).toBe('done');
  const after = requestsOf(stage);
  return {
    content: await contentOf(deployment.warehouse),
    archived: archivedIn(stage, deployment),
    requests: {
      wikimedia: after.wikimedia - before.wikimedia,
      storage: after.storage - before.storage,
      bigQuery: after.bigQuery - before.bigQuery,
    },
  };
}

/**
 * Runs with a disturbance, again if that was too much, and compares what is there then with what should be. Resolves to
 * how the first run ended.
 */
export async function expectUndone(
  stage: Stage,
  expected: Undisturbed,
  what: string,
  disturb: (nextRequest: Readonly<Record<ServerName, number>>) => void,
  run: (deployment: Deployment) => Promise<Verdict> = (deployment) => runBackfill(stage, deployment),
): Promise<Verdict> {
  const deployment = await stage.deploy();
  disturb(requestsOf(stage));
  const verdict = await run(deployment);
  stage.onRequest = () => {};
  if (verdict !== 'done') expect(await runBackfill(stage, deployment), `${what}, then run again`).toBe('done');
  expect(await contentOf(deployment.warehouse), what).toEqual(expected.content);
  expect(archivedIn(stage, deployment), what).toEqual(expected.archived);
  return verdict;
}

function requestsOf(stage: Stage): Readonly<Record<ServerName, number>> {
  return {
    wikimedia: stage.wikimedia.requests.length,
    storage: stage.storage.requests.length,
    bigQuery: stage.bigQuery.requests.length,
  };
}

/** Of the raw answers; what is staged has the names of its runs. */
function archivedIn({ storage }: Stage, { bucket }: Deployment): readonly string[] {
  return [...storage.objects(bucket).keys()].filter((name) => name.startsWith('raw/'));
}
