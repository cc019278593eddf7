import { ArtifactRegistryRepository } from '@cdktf/provider-google/lib/artifact-registry-repository/index.js';
import { CloudRunV2ServiceIamBinding } from '@cdktf/provider-google/lib/cloud-run-v2-service-iam-binding/index.js';
import { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function/index.js';
import { StorageBucketObject } from '@cdktf/provider-google/lib/storage-bucket-object/index.js';
import { AssetType, type ITerraformDependable, TerraformAsset } from 'cdktf';
import type { Construct } from 'constructs';
import type { Accounts } from './accounts.ts';
import { addSourceBucket } from './buckets.ts';
import type { Grant } from './grants.ts';
import { instance, timeoutSeconds } from './limits.ts';
import { labels, purpose } from './names.ts';
import type { Deployment } from './settings.ts';
import { addSettling } from './settling.ts';

/** The images of the function; a few are kept to go back to. */
export function addImages(scope: Construct, { names, region }: Deployment): ArtifactRegistryRepository {
  return new ArtifactRegistryRepository(scope, 'images', {
    repositoryId: names.ingest,
    location: region,
    format: 'DOCKER',
    description: 'Images of the function ingest.',
    labels,
    cleanupPolicyDryRun: false,
    cleanupPolicies: [
      { id: 'keep-the-newest', action: 'KEEP', mostRecentVersions: { keepCount: 3 } },
      { id: 'delete-the-old', action: 'DELETE', condition: { tagState: 'ANY', olderThan: '2592000s' } },
    ],
  });
}

/** The function `ingest`: one instance that takes one call at a time, reached from inside the project only unless callers are named. */
export function addFunction(
  scope: Construct,
  deployment: Deployment,
  {
    bundle,
    accounts,
    images,
    projectNumber,
    grants,
    relations,
  }: {
    /** The folder that `npm run bundle` writes. */
    readonly bundle: string;
    readonly accounts: Accounts;
    readonly images: ArtifactRegistryRepository;
    readonly projectNumber: string;
    /** What has to be granted before it can be built and run. */
    readonly grants: readonly Grant[];
    /** What it loads, with the columns that it knows. */
    readonly relations: readonly ITerraformDependable[];
  },
): Cloudfunctions2Function {
  const { names, region, callers, environment, tokenSecret } = deployment;
  const source = addSource(scope, deployment, bundle);
  return new Cloudfunctions2Function(scope, 'ingest', {
    name: names.ingest,
    location: region,
    description: purpose,
    labels,
    buildConfig: {
      runtime: 'nodejs24',
      entryPoint: 'ingest',
      serviceAccount: accounts.build.name,
      dockerRepository: images.id,
      source: { storageSource: { bucket: source.bucket, object: source.name } },
    },
    serviceConfig: {
      serviceAccountEmail: accounts.run.email,
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
    dependsOn: [addSettling(scope, 'grants_settled', grants), ...relations],
  });
}

/** Whoever may call the function, and nobody else: what others were granted goes with the next deployment. */
export function addInvokers(
  scope: Construct,
  { projectId, region, callers }: Deployment,
  ingest: Cloudfunctions2Function,
  { schedule }: Accounts,
): CloudRunV2ServiceIamBinding {
  return new CloudRunV2ServiceIamBinding(scope, 'invokers', {
    project: projectId,
    location: region,
    // A function of the second generation is a service of Cloud Run, of the same name.
    name: ingest.name,
    role: 'roles/run.invoker',
    members: [schedule.member, ...callers],
  });
}

/** The bundle in its bucket, under a name with its hash: a function is built anew when the name changes. */
function addSource(scope: Construct, deployment: Deployment, folder: string): StorageBucketObject {
  const bucket = addSourceBucket(scope, deployment);
  const asset = new TerraformAsset(scope, 'bundle', { path: folder, type: AssetType.ARCHIVE });
  return new StorageBucketObject(scope, 'bundle_object', {
    bucket: bucket.name,
    name: `ingest-${asset.assetHash.toLowerCase()}.zip`,
    source: asset.path,
    contentType: 'application/zip',
    // The function is built from the new one before the old one goes.
    lifecycle: { createBeforeDestroy: true },
  });
}
