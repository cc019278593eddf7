import { type CloudServers, type Deployment, openCloudServers } from '../support/cloud.ts';
import { startWikimedia, type Wikimedia } from '../support/wikimedia/server.ts';

/** Wikimedia, Cloud Storage and BigQuery on this machine. */
export interface StandIns extends CloudServers {
  readonly wikimedia: Wikimedia;
}

export async function openStandIns(latencyMs: number): Promise<StandIns> {
  const wikimedia = await startWikimedia({ recorded: null, latencyMs });
  const cloud = await openCloudServers({ storage: { latencyMs }, bigQuery: { latencyMs } });
  return {
    ...cloud,
    wikimedia,
    async [Symbol.asyncDispose]() {
      await wikimedia.close();
      await cloud[Symbol.asyncDispose]();
    },
  };
}

/** What the function finds in its environment. */
export function environmentOf({ wikimedia }: StandIns, deployment: Deployment): Readonly<Record<string, string>> {
  return {
    ...wikimedia.env,
    ...deployment.environment,
    WIKITRENDS_CONTACT: 'bench@wikitrends.invalid',
    // The rate is left out of the times: it is stated beside them.
    WIKITRENDS_REQUESTS_PER_MINUTE: '1000000',
  };
}
