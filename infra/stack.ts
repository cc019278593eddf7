import { GoogleProvider } from '@cdktf/provider-google/lib/provider/index.js';
import { App, GcsBackend, TerraformOutput, TerraformStack } from 'cdktf';
import { addAccount, addRunAccount } from './accounts.ts';
import { addAlerts } from './alerts.ts';
import { enableApis } from './apis.ts';
import { addArchive } from './buckets.ts';
import { addBudget } from './budget.ts';
import { addDataset } from './dataset.ts';
import { addDeployer, type Deployer, letDeploy } from './deployer.ts';
import { addEncryption } from './encryption.ts';
import { addFunction, addInvokers } from './function.ts';
import { logFilters } from './log-filters.ts';
import { addMetrics } from './metrics.ts';
import { addOverview } from './overview.ts';
import { addSchedule } from './schedule.ts';
import type { Deployment } from './settings.ts';

export const stackName = 'wikitrends';

export interface SynthOptions {
  readonly outdir: string;
  /** The folder that `npm run bundle` writes; null for a stack that keeps the data and deploys nothing that runs. */
  readonly bundle: string | null;
}

/** Writes the stack as Terraform's JSON into `<outdir>/stacks/wikitrends`. */
export function synthesise(deployment: Deployment, options: SynthOptions): void {
  const app = new App({ outdir: options.outdir });
  buildStack(app, deployment, options.bundle);
  app.synth();
}

export function buildStack(app: App, deployment: Deployment, bundle: string | null): TerraformStack {
  const { projectId, region, stateBucket } = deployment;
  const stack = new TerraformStack(app, stackName);
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
  if (bundle !== null) addPipeline(stack, deployment, { ...data, deployer, bundle });
  enableApis(stack);
  return stack;
}

/** What stays when everything else is torn down. */
function addData(stack: TerraformStack, deployment: Deployment) {
  const key = addEncryption(stack, deployment.kmsKey);
  const archive = addArchive(stack, deployment, key);
  const dataset = addDataset(stack, deployment, key);
  output(stack, 'archive', `gs://${archive.name}`);
  output(stack, 'dataset', `${deployment.projectId}.${dataset.datasetId}`);
  return { archive, dataset };
}

/** What fills the data, and watches over it. */
function addPipeline(
  stack: TerraformStack,
  deployment: Deployment,
  {
    archive,
    dataset,
    deployer,
    bundle,
  }: ReturnType<typeof addData> & {
    readonly deployer: Deployer | null;
    readonly bundle: string;
  },
): void {
  const account = addRunAccount(stack, deployment, { archive, dataset });
  const { ingest, builder } = addFunction(stack, deployment, { bundle, account });
  const caller = addAccount(stack, 'schedule', 'wikitrends: calls the function');
  const invokers = addInvokers(stack, deployment, ingest, caller);
  addSchedule(stack, deployment, { ingest, account: caller, invokers });
  const filters = logFilters(deployment);
  const metrics = addMetrics(stack, filters);
  const channel = addAlerts(stack, { alertEmail: deployment.alertEmail, filters, metrics });
  addOverview(stack, { filters, metrics });
  addBudget(stack, deployment, channel);
  output(stack, 'function', ingest.serviceConfig.uri);
  if (deployer !== null) {
    letDeploy(stack, deployer, [account, builder, caller]);
    output(stack, 'deploy_account', deployer.account.email);
    output(stack, 'deploy_provider', deployer.provider.name);
  }
}

function output(stack: TerraformStack, name: string, value: string): void {
  new TerraformOutput(stack, `${name}_output`, { value, staticId: true }).overrideLogicalId(name);
}
