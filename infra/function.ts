import { ArtifactRegistryRepository } from '@cdktf/provider-google/lib/artifact-registry-repository/index.js';
import { ArtifactRegistryRepositoryIamMember } from '@cdktf/provider-google/lib/artifact-registry-repository-iam-member/index.js';
import { CloudRunV2ServiceIamBinding } from '@cdktf/provider-google/lib/cloud-run-v2-service-iam-binding/index.js';
import { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function/index.js';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import { StorageBucketObject } from '@cdktf/provider-google/lib/storage-bucket-object/index.js';
import { AssetType, type ITerraformDependable, TerraformAsset } from 'cdktf';
import type { Construct } from 'constructs';
import { addAccount } from './accounts.ts';
import { addSourceBucket } from './buckets.ts';
import { instance, timeoutSeconds } from './instance.ts';
import { labels } from './names.ts';
import type { Deployment } from './settings.ts';
import { addSettling } from './settling.ts';

export interface DeployedFunction {
  readonly ingest: Cloudfunctions2Function;
  readonly builder: ServiceAccount;
}

/** The function `ingest`: one instance that takes one call at a time, reached from inside the project only unless callers are named. */
export function addFunction(
  scope: Construct,
  deployment: Deployment,
  { bundle, account }: { readonly bundle: string; readonly account: ServiceAccount },
): DeployedFunction {
  const { names, region, callers, environment, tokenSecret, projectId } = deployment;
  const source = addSource(scope, deployment, bundle);
  const images = addImages(scope, deployment);
  const { builder, ready } = addBuilder(scope, deployment, images);
  const ingest = new Cloudfunctions2Function(scope, 'ingest', {
    name: names.ingest,
    location: region,
    description: 'Loads the days that are missing, newest first.',
    labels,
    buildConfig: {
      runtime: 'nodejs24',
      entryPoint: 'ingest',
      serviceAccount: builder.name,
      dockerRepository: images.id,
      source: { storageSource: { bucket: source.bucket, object: source.name } },
    },
    serviceConfig: {
      serviceAccountEmail: account.email,
      availableMemory: `${instance.mib}Mi`,
      availableCpu: String(instance.vcpu),
      timeoutSeconds,
      // The rate and the days are one operator's: a second instance would only wait for the first.
      minInstanceCount: 0,
      maxInstanceCount: 1,
      maxInstanceRequestConcurrency: 1,
      ingressSettings: callers.length > 0 ? 'ALLOW_ALL' : 'ALLOW_INTERNAL_ONLY',
      allTrafficOnLatestRevision: true,
      environmentVariables: environment,
      ...(tokenSecret !== null && {
        secretEnvironmentVariables: [{ key: 'WIKITRENDS_TOKEN', projectId, secret: tokenSecret, version: 'latest' }],
      }),
    },
    dependsOn: [ready],
  });
  return { ingest, builder };
}

/** Whoever may call the function, and nobody else: what others were granted goes with the next deployment. */
export function addInvokers(
  scope: Construct,
  { projectId, region, callers }: Deployment,
  ingest: Cloudfunctions2Function,
  schedule: ServiceAccount,
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

/** The images of the function; a few are kept to go back to. */
function addImages(scope: Construct, { names, region }: Deployment): ArtifactRegistryRepository {
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

/** Builds the image, and may do nothing else. https://docs.cloud.google.com/functions/docs/securing/build-custom-sa */
function addBuilder(
  scope: Construct,
  { projectId, region }: Deployment,
  images: ArtifactRegistryRepository,
): { readonly builder: ServiceAccount; readonly ready: ITerraformDependable } {
  const builder = addAccount(scope, 'build', 'wikitrends: builds the function');
  const { member } = builder;
  const grants = [
    new ProjectIamMember(scope, 'build_writes_log', { project: projectId, role: 'roles/logging.logWriter', member }),
    new ArtifactRegistryRepositoryIamMember(scope, 'build_writes_images', {
      location: region,
      repository: images.name,
      role: 'roles/artifactregistry.writer',
      member,
    }),
    new ProjectIamMember(scope, 'build_reads_source', {
      project: projectId,
      role: 'roles/storage.objectViewer',
      member,
      // Google copies the source into a bucket that is made with the first function of a region.
      condition: {
        title: 'sources of functions',
        expression: 'resource.name.startsWith("projects/_/buckets/gcf-v2-sources-")',
      },
    }),
  ];
  return { builder, ready: addSettling(scope, 'build_grants_settled', grants) };
}
