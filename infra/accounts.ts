import type { BigqueryDataset } from '@cdktf/provider-google/lib/bigquery-dataset/index.js';
import { BigqueryDatasetIamMember } from '@cdktf/provider-google/lib/bigquery-dataset-iam-member/index.js';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import { SecretManagerSecretIamMember } from '@cdktf/provider-google/lib/secret-manager-secret-iam-member/index.js';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import type { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket/index.js';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member/index.js';
import type { Construct } from 'constructs';
import type { Deployment } from './settings.ts';

/** An account of its own for each thing that acts, none with a key. */
export function addAccount(scope: Construct, id: string, displayName: string): ServiceAccount {
  return new ServiceAccount(scope, `${id}_account`, { accountId: `wikitrends-${id}`, displayName });
}

/** The account that a run has: it may change the data, and nothing else. */
export function addRunAccount(
  scope: Construct,
  { projectId, tokenSecret }: Deployment,
  { dataset, archive }: { readonly dataset: BigqueryDataset; readonly archive: StorageBucket },
): ServiceAccount {
  const account = addAccount(scope, 'run', 'wikitrends: loads the days');
  const { member } = account;
  new BigqueryDatasetIamMember(scope, 'run_changes_dataset', {
    datasetId: dataset.datasetId,
    role: 'roles/bigquery.dataEditor',
    member,
  });
  // Jobs belong to a project, not to a dataset.
  new ProjectIamMember(scope, 'run_starts_jobs', { project: projectId, role: 'roles/bigquery.jobUser', member });
  new StorageBucketIamMember(scope, 'run_changes_archive', {
    bucket: archive.name,
    role: 'roles/storage.objectUser',
    member,
  });
  if (tokenSecret !== null) {
    new SecretManagerSecretIamMember(scope, 'run_reads_token', {
      secretId: tokenSecret,
      role: 'roles/secretmanager.secretAccessor',
      member,
    });
  }
  return account;
}
