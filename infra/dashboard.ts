import { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function/index.js';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Build } from './build.ts';
import { addInvokers } from './function.ts';
import { dashboardLimits } from './limits.ts';
import { labels } from './names.ts';
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
  const dashboard = new Cloudfunctions2Function(scope, 'dashboard', {
    name: names.dashboard,
    location: region,
    description: 'Shows what is loaded.',
    labels,
    buildConfig: { ...build, entryPoint: 'dashboard' },
    serviceConfig: {
      serviceAccountEmail: account.email,
      availableMemory: `${instance.mib}Mi`,
      availableCpu: String(instance.vcpu),
      timeoutSeconds,
      minInstanceCount: 0,
      // Each one asks BigQuery anew what another has kept.
      maxInstanceCount: 2,
      maxInstanceRequestConcurrency: concurrency,
      ingressSettings: 'ALLOW_ALL',
      allTrafficOnLatestRevision: true,
      environmentVariables: { ...environment, CLOUD_RUN_TIMEOUT_SECONDS: String(timeoutSeconds) },
    },
    dependsOn: [...needs],
  });
  addInvokers(scope, 'dashboard_users', deployment, { called: dashboard, members: dashboardUsers });
  return dashboard;
}
