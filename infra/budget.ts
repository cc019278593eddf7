import { BillingBudget } from '@cdktf/provider-google/lib/billing-budget/index.js';
import type { MonitoringNotificationChannel } from '@cdktf/provider-google/lib/monitoring-notification-channel/index.js';
import type { Construct } from 'constructs';
import type { Deployment } from './settings.ts';

/** Tells when the project costs more in a month than it should; it stops nothing. */
export function addBudget(
  scope: Construct,
  { projectId, billingAccount, budget }: Deployment,
  { channel, projectNumber }: { readonly channel: MonitoringNotificationChannel; readonly projectNumber: string },
): BillingBudget {
  return new BillingBudget(scope, 'budget', {
    billingAccount,
    displayName: `wikitrends in ${projectId}`,
    budgetFilter: { projects: [`projects/${projectNumber}`], calendarPeriod: 'MONTH' },
    amount: { specifiedAmount: { units: String(budget) } },
    thresholdRules: [
      { thresholdPercent: 0.5 },
      { thresholdPercent: 1 },
      { thresholdPercent: 1, spendBasis: 'FORECASTED_SPEND' },
    ],
    allUpdatesRule: { monitoringNotificationChannels: [channel.id] },
  });
}
