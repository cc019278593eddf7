import { DataGoogleProject } from '@cdktf/provider-google/lib/data-google-project/index.js';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider/index.js';
import { App, GcsBackend, TerraformOutput, TerraformStack } from 'cdktf';
import { addAccounts } from './accounts.ts';
import { addAlerts } from './alerts.ts';
import { enableApis } from './apis.ts';
import { addArchive } from './buckets.ts';
import { addBudget } from './budget.ts';
import { addBuild, addImages } from './build.ts';
import { addDashboard } from './dashboard.ts';
import { addDataset } from './dataset.ts';
import { addDeployer, type Deployer, grantDeployer } from './deployer.ts';
import { addEncryption } from './encryption.ts';
import { addFunction, addInvokers } from './function.ts';
import { grantBuild, grantDashboard, grantRun } from './grants.ts';
import { logFilters } from './log-filters.ts';
import { addMetrics } from './metrics.ts';
import { addOverview } from './overview.ts';
import { addSchedule } from './schedule.ts';
import type { Deployment } from './settings.ts';
import { addSettling } from './settling.ts';

export const stackName = 'wikitrends';

export interface SynthOptions {
  readonly outdir: string;
  /** The folder that `npm run bundle` writes; null for a stack that keeps the data and deploys nothing that runs. */
  readonly bundle: string | null;
}

/** Writes the stack as Terraform's JSON into `<outdir>/stacks/wikitrends`. */
export function synthesise(deployment: Deployment, options: SynthOptions): void {
  // It would ask Terraform for its version, which is Terraform's own business, and may not be there.
  const app = new App({ outdir: options.outdir, skipValidation: true });
  buildStack(app, deployment, options.bundle);
  app.synth();
}

export function buildStack(app: App, deployment: Deployment, bundle: string | null): TerraformStack {
  const { projectId, region, stateBucket } = deployment;
  const stack = new TerraformStack(app, stackName);
  stack.addOverride('terraform.required_version', '>= 1.6');
  new GcsBackend(stack, { bucket: stateBucket, prefix: stackName });
  new GoogleProvider(stack, 'google', {
    project: projectId,
    region,
    // A person's credentials belong to no project, and budgets want to know whose quota they use.
    billingProject: projectId,
    userProjectOverride: true,
  });
  const data = addData(stack, deployment);
  const deployer = deployment.repository === null ? null : addDeployer(stack, deployment, deployment.repository);
  if (deployer !== null) {
    output(stack, 'deploy_account', deployer.account.email);
    output(stack, 'deploy_provider', deployer.provider.name);
  }
  if (bundle !== null) addPipeline(stack, deployment, { ...data, deployer, bundle });
  enableApis(stack);
  return stack;
}

/** What stays when everything else is torn down. */
function addData(stack: TerraformStack, deployment: Deployment) {
  const key = addEncryption(stack, deployment.kmsKey);
  const archive = addArchive(stack, deployment, key);
  const { dataset, relations } = addDataset(stack, deployment, key);
  output(stack, 'archive', `gs://${archive.name}`);
  output(stack, 'dataset', `${deployment.projectId}.${dataset.datasetId}`);
  return { archive, dataset, relations };
}

/** What fills the data, and watches over it. */
function addPipeline(
  stack: TerraformStack,
  deployment: Deployment,
  {
    archive,
    dataset,
    relations,
    deployer,
    bundle,
  }: ReturnType<typeof addData> & { readonly deployer: Deployer | null; readonly bundle: string },
): void {
  const projectNumber = new DataGoogleProject(stack, 'project', { projectId: deployment.projectId }).number;
  const accounts = addAccounts(stack, deployment);
  const images = addImages(stack, deployment);
  const grants = [
    ...grantRun(stack, deployment, { accounts, archive, dataset }),
    ...grantBuild(stack, deployment, { accounts, images }),
    ...(deployer === null ? [] : grantDeployer(stack, deployer, accounts)),
    ...(accounts.dashboard === null ? [] : grantDashboard(stack, deployment, { account: accounts.dashboard, dataset })),
  ];
  const needs = [addSettling(stack, 'grants_settled', grants), ...relations];
  const build = addBuild(stack, deployment, { bundle, accounts, images });
  const ingest = addFunction(stack, deployment, { build, account: accounts.run, projectNumber, needs });
  const invokers = addInvokers(stack, 'invokers', deployment, {
    called: ingest,
    members: [accounts.schedule.member, ...deployment.callers],
  });
  addSchedule(stack, deployment, { ingest, account: accounts.schedule, invokers });
  if (accounts.dashboard !== null) {
    const dashboard = addDashboard(stack, deployment, { build, account: accounts.dashboard, needs });
    output(stack, 'dashboard', dashboard.serviceConfig.uri);
  }
  const filters = logFilters(deployment);
  const metrics = addMetrics(stack, filters);
  const channel = addAlerts(stack, { alertEmail: deployment.alertEmail, filters, metrics });
  addOverview(stack, { filters, metrics });
  addBudget(stack, deployment, { channel, projectNumber });
  output(stack, 'function', ingest.serviceConfig.uri);
}

function output(stack: TerraformStack, name: string, value: string): void {
  new TerraformOutput(stack, `${name}_output`, { value, staticId: true }).overrideLogicalId(name);
}
