import { CloudRunV2ServiceIamBinding } from '@cdktf/provider-google/lib/cloud-run-v2-service-iam-binding/index.js';
import {
  Cloudfunctions2Function,
  type Cloudfunctions2FunctionServiceConfig,
} from '@cdktf/provider-google/lib/cloudfunctions2-function/index.js';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Build } from './build.ts';
import { type Instance, instance, timeoutSeconds } from './limits.ts';
import { labels, purpose } from './names.ts';
import type { Deployment } from './settings.ts';

/** The function `ingest`: one instance that takes one call at a time, reached from inside the project only unless callers are named. */
export function addFunction(
  scope: Construct,
  { names, region, callers, environment, tokenSecret }: Deployment,
  {
    build,
    account,
    projectNumber,
    needs,
  }: {
    readonly build: Build;
    readonly account: ServiceAccount;
    readonly projectNumber: string;
    /** What has to be there before it is built and runs. */
    readonly needs: readonly ITerraformDependable[];
  },
): Cloudfunctions2Function {
  return addCloudFunction(
    scope,
    'ingest',
    { build, account, instance, region, needs },
    {
      name: names.ingest,
      description: purpose,
      timeoutSeconds,
      // The rate and the days are one operator's: a second instance would only wait for the first.
      maxInstanceCount: 1,
      maxInstanceRequestConcurrency: 1,
      ingressSettings: callers.length > 0 ? 'ALLOW_ALL' : 'ALLOW_INTERNAL_ONLY',
      environmentVariables: environment,
      ...(tokenSecret !== null && {
        secretEnvironmentVariables: [
          { key: 'WIKITRENDS_TOKEN', projectId: projectNumber, secret: tokenSecret, version: 'latest' },
        ],
      }),
    },
  );
}

/** What every function has in common: it is built from the one bundle, and costs nothing while nobody calls it. */
export function addCloudFunction(
  scope: Construct,
  entryPoint: string,
  {
    build,
    account,
    instance: { mib, vcpu },
    region,
    needs,
  }: {
    readonly build: Build;
    readonly account: ServiceAccount;
    readonly instance: Instance;
    readonly region: string;
    readonly needs: readonly ITerraformDependable[];
  },
  {
    name,
    description,
    ...own
  }: Cloudfunctions2FunctionServiceConfig & { readonly name: string; readonly description: string },
): Cloudfunctions2Function {
  return new Cloudfunctions2Function(scope, entryPoint, {
    name,
    description,
    location: region,
    labels,
    buildConfig: { ...build, entryPoint },
    serviceConfig: {
      ...own,
      serviceAccountEmail: account.email,
      availableMemory: `${mib}Mi`,
      availableCpu: String(vcpu),
      minInstanceCount: 0,
      allTrafficOnLatestRevision: true,
    },
    dependsOn: [...needs],
  });
}

/** Whoever may call a function, and nobody else: what others were granted goes with the next deployment. */
export function addInvokers(
  scope: Construct,
  id: string,
  { projectId, region }: Deployment,
  { called, members }: { readonly called: Cloudfunctions2Function; readonly members: readonly string[] },
): CloudRunV2ServiceIamBinding {
  return new CloudRunV2ServiceIamBinding(scope, id, {
    project: projectId,
    location: region,
    // A function of the second generation is a service of Cloud Run, of the same name.
    name: called.name,
    role: 'roles/run.invoker',
    members: [...members],
  });
}
