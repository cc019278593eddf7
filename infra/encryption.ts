import { DataGoogleBigqueryDefaultServiceAccount } from '@cdktf/provider-google/lib/data-google-bigquery-default-service-account/index.js';
import { DataGoogleStorageProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-project-service-account/index.js';
import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { addSettling } from './settling.ts';

/** The key for what is kept, and what has to be there before it can be used. */
export interface Encryption {
  readonly kmsKeyName: string;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Lets BigQuery and Cloud Storage use the operator's key; null where Google's own keys do. */
export function addEncryption(scope: Construct, kmsKeyName: string | null): Encryption | null {
  if (kmsKeyName === null) return null;
  const agents = {
    bigquery: new DataGoogleBigqueryDefaultServiceAccount(scope, 'bigquery_agent', {}).email,
    storage: new DataGoogleStorageProjectServiceAccount(scope, 'storage_agent', {}).emailAddress,
  };
  const grants = Object.entries(agents).map(
    ([name, email]) =>
      new KmsCryptoKeyIamMember(scope, `key_for_${name}`, {
        cryptoKeyId: kmsKeyName,
        role: 'roles/cloudkms.cryptoKeyEncrypterDecrypter',
        member: `serviceAccount:${email}`,
      }),
  );
  // A bucket or a dataset is refused while its key cannot be used.
  return { kmsKeyName, dependsOn: [addSettling(scope, 'key_settled', grants)] };
}
