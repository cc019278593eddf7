import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function/index.js';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Build } from './build.ts';
import { addCloudFunction, addInvokers } from './function.ts';
import { dashboardLimits } from './limits.ts';
import type { Deployment } from './settings.ts';

/** The function `dashboard`: it can be reached from anywhere, and answers nobody but the persons who are named. */
export function addDashboard(
  scope: Construct,
  deployment: Deployment,
  {
    build,
    account,
    needs,
  }: {
    readonly build: Build;
    readonly account: ServiceAccount;
    readonly needs: readonly ITerraformDependable[];
  },
): Cloudfunctions2Function {
  const { names, region, environment, dashboardUsers } = deployment;
  const { instance, timeoutSeconds, concurrency } = dashboardLimits;
  const dashboard = addCloudFunction(
    scope,
    'dashboard',
    { build, account, instance, region, needs },
    {
      name: names.dashboard,
      description: 'Shows what is loaded.',
      timeoutSeconds,
      // Each one asks BigQuery anew what another has kept.
      maxInstanceCount: 2,
      maxInstanceRequestConcurrency: concurrency,
      ingressSettings: 'ALLOW_ALL',
      environmentVariables: { ...environment, CLOUD_RUN_TIMEOUT_SECONDS: String(timeoutSeconds) },
    },
  );
  addInvokers(scope, 'dashboard_users', deployment, { called: dashboard, members: dashboardUsers });
  return dashboard;
}
