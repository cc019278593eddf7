import { CloudRunV2ServiceIamBinding } from '@cdktf/provider-google/lib/cloud-run-v2-service-iam-binding/index.js';
import { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function/index.js';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Build } from './build.ts';
import { instance, timeoutSeconds } from './limits.ts';
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
  return new Cloudfunctions2Function(scope, 'ingest', {
    name: names.ingest,
    location: region,
    description: purpose,
    labels,
    buildConfig: { ...build, entryPoint: 'ingest' },
    serviceConfig: {
      serviceAccountEmail: account.email,
      availableMemory: `${instance.mib}Mi`,
      availableCpu: String(instance.vcpu),
      timeoutSeconds,
      minInstanceCount: 0,
      // The rate and the days are one operator's: a second instance would only wait for the first.
      maxInstanceCount: 1,
      maxInstanceRequestConcurrency: 1,
      ingressSettings: callers.length > 0 ? 'ALLOW_ALL' : 'ALLOW_INTERNAL_ONLY',
      allTrafficOnLatestRevision: true,
      environmentVariables: environment,
      ...(tokenSecret !== null && {
        secretEnvironmentVariables: [
          { key: 'WIKITRENDS_TOKEN', projectId: projectNumber, secret: tokenSecret, version: 'latest' },
        ],
      }),
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
