import type { ArtifactRegistryRepository } from '@cdktf/provider-google/lib/artifact-registry-repository/index.js';
import { ArtifactRegistryRepositoryIamMember } from '@cdktf/provider-google/lib/artifact-registry-repository-iam-member/index.js';
import type { BigqueryDataset } from '@cdktf/provider-google/lib/bigquery-dataset/index.js';
import { BigqueryDatasetIamMember } from '@cdktf/provider-google/lib/bigquery-dataset-iam-member/index.js';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import { SecretManagerSecretIamMember } from '@cdktf/provider-google/lib/secret-manager-secret-iam-member/index.js';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import type { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket/index.js';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Accounts } from './accounts.ts';
import type { Deployment } from './settings.ts';

/** A role that somebody has on something. */
export type Grant = ITerraformDependable & { readonly id: string };

/** A run may change the data, and nothing else. */
export function grantRun(
  scope: Construct,
  { projectId, tokenSecret }: Deployment,
  {
    accounts,
    dataset,
    archive,
  }: { readonly accounts: Accounts; readonly dataset: BigqueryDataset; readonly archive: StorageBucket },
): readonly Grant[] {
  const { member } = accounts.run;
  const grants: Grant[] = [
    new BigqueryDatasetIamMember(scope, 'run_changes_dataset', {
      datasetId: dataset.datasetId,
      role: 'roles/bigquery.dataEditor',
      member,
    }),
    // Jobs belong to a project, not to a dataset.
    new ProjectIamMember(scope, 'run_starts_jobs', { project: projectId, role: 'roles/bigquery.jobUser', member }),
    new StorageBucketIamMember(scope, 'run_changes_archive', {
      bucket: archive.name,
      role: 'roles/storage.objectUser',
      member,
    }),
  ];
  if (tokenSecret === null) return grants;
  const token = new SecretManagerSecretIamMember(scope, 'run_reads_token', {
    secretId: tokenSecret,
    role: 'roles/secretmanager.secretAccessor',
    member,
  });
  return [...grants, token];
}

/** A build may write its image and its log. https://docs.cloud.google.com/functions/docs/securing/build-custom-sa */
export function grantBuild(
  scope: Construct,
  { projectId, region }: Deployment,
  { accounts, images }: { readonly accounts: Accounts; readonly images: ArtifactRegistryRepository },
): readonly Grant[] {
  const { member } = accounts.build;
  return [
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
}

/** The dashboard may read the data, and nothing else. */
export function grantDashboard(
  scope: Construct,
  { projectId }: Deployment,
  { account: { member }, dataset }: { readonly account: ServiceAccount; readonly dataset: BigqueryDataset },
): readonly Grant[] {
  return [
    new BigqueryDatasetIamMember(scope, 'dashboard_reads_dataset', {
      datasetId: dataset.datasetId,
      role: 'roles/bigquery.dataViewer',
      member,
    }),
    new ProjectIamMember(scope, 'dashboard_starts_jobs', {
      project: projectId,
      role: 'roles/bigquery.jobUser',
      member,
    }),
  ];
}
