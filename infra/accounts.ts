import { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import type { Construct } from 'constructs';
import type { Deployment } from './settings.ts';

/** An account of its own for each thing that acts; none has a key. */
export interface Accounts {
  readonly run: ServiceAccount;
  readonly build: ServiceAccount;
  readonly schedule: ServiceAccount;
  /** Null where there is no dashboard. */
  readonly dashboard: ServiceAccount | null;
}

export function addAccounts(scope: Construct, { dashboardUsers }: Deployment): Accounts {
  return {
    run: addAccount(scope, 'run', 'loads the days'),
    build: addAccount(scope, 'build', 'builds the function'),
    schedule: addAccount(scope, 'schedule', 'calls the function'),
    dashboard: dashboardUsers.length > 0 ? addAccount(scope, 'dashboard', 'shows the data') : null,
  };
}

export function addAccount(scope: Construct, id: string, purpose: string): ServiceAccount {
  return new ServiceAccount(scope, `${id}_account`, {
    accountId: `wikitrends-${id}`,
    displayName: `wikitrends: ${purpose}`,
  });
}
