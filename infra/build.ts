import { ArtifactRegistryRepository } from '@cdktf/provider-google/lib/artifact-registry-repository/index.js';
import type { Cloudfunctions2FunctionBuildConfig } from '@cdktf/provider-google/lib/cloudfunctions2-function/index.js';
import { StorageBucketObject } from '@cdktf/provider-google/lib/storage-bucket-object/index.js';
import { AssetType, TerraformAsset } from 'cdktf';
import type { Construct } from 'constructs';
import type { Accounts } from './accounts.ts';
import { addSourceBucket } from './buckets.ts';
import { labels } from './names.ts';
import type { Deployment } from './settings.ts';

/** How every function is built: all are in one bundle. */
export type Build = Omit<Cloudfunctions2FunctionBuildConfig, 'entryPoint'>;

export function addBuild(
  scope: Construct,
  deployment: Deployment,
  {
    bundle,
    accounts,
    images,
  }: {
    /** The folder that `npm run bundle` writes. */
    readonly bundle: string;
    readonly accounts: Accounts;
    readonly images: ArtifactRegistryRepository;
  },
): Build {
  const source = addSource(scope, deployment, bundle);
  return {
    runtime: 'nodejs24',
    serviceAccount: accounts.build.name,
    dockerRepository: images.id,
    source: { storageSource: { bucket: source.bucket, object: source.name } },
  };
}

/** The images of the functions; a few are kept to go back to. */
export function addImages(scope: Construct, { names, region }: Deployment): ArtifactRegistryRepository {
  return new ArtifactRegistryRepository(scope, 'images', {
    repositoryId: names.ingest,
    location: region,
    format: 'DOCKER',
    description: 'Images of the functions.',
    labels,
    cleanupPolicyDryRun: false,
    cleanupPolicies: [
      { id: 'keep-the-newest', action: 'KEEP', mostRecentVersions: { keepCount: 3 } },
      { id: 'delete-the-old', action: 'DELETE', condition: { tagState: 'ANY', olderThan: '2592000s' } },
    ],
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
