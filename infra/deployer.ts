import { BillingAccountIamMember } from '@cdktf/provider-google/lib/billing-account-iam-member/index.js';
import { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool/index.js';
import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider/index.js';
import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member/index.js';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import { SecretManagerSecretIamMember } from '@cdktf/provider-google/lib/secret-manager-secret-iam-member/index.js';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member/index.js';
import type { Construct } from 'constructs';
import { type Accounts, addAccount } from './accounts.ts';
import type { Grant } from './grants.ts';
import type { Deployment } from './settings.ts';

/** What it takes to apply the stack: an administrator of each kind of thing in it, and of nothing else. */
const roles: readonly string[] = [
  'roles/artifactregistry.admin',
  'roles/bigquery.admin',
  'roles/cloudfunctions.admin',
  'roles/cloudscheduler.admin',
  'roles/iam.serviceAccountAdmin',
  'roles/iam.workloadIdentityPoolAdmin',
  'roles/logging.configWriter',
  'roles/monitoring.admin',
  // It grants the roles of the other accounts, so it could grant itself any: who may push to the main branch is trusted.
  'roles/resourcemanager.projectIamAdmin',
  'roles/run.admin',
  'roles/serviceusage.serviceUsageAdmin',
  'roles/storage.admin',
];

export interface Deployer {
  readonly account: ServiceAccount;
  readonly provider: IamWorkloadIdentityPoolProvider;
}

/** Lets what runs on GitHub for the main branch of one repository deploy, by its own identity and without any key. */
export function addDeployer(
  scope: Construct,
  { projectId, billingAccount, kmsKey, tokenSecret }: Deployment,
  repository: string,
): Deployer {
  const account = addAccount(scope, 'deploy', 'applies the stack');
  const { member } = account;
  for (const role of roles) {
    const id = `deploy_${role.replace(/^roles\//, '').replaceAll('.', '_')}`;
    new ProjectIamMember(scope, id, { project: projectId, role, member });
  }
  // On the one key and the one secret, to say who else may use them.
  if (kmsKey !== null) {
    new KmsCryptoKeyIamMember(scope, 'deploy_key', { cryptoKeyId: kmsKey, role: 'roles/cloudkms.admin', member });
  }
  if (tokenSecret !== null) {
    const role = 'roles/secretmanager.admin';
    new SecretManagerSecretIamMember(scope, 'deploy_token', { secretId: tokenSecret, role, member });
  }
  new BillingAccountIamMember(scope, 'deploy_budget', {
    billingAccountId: billingAccount,
    role: 'roles/billing.costsManager',
    member,
  });
  const pool = new IamWorkloadIdentityPool(scope, 'deployers', {
    workloadIdentityPoolId: 'wikitrends-deployers',
    displayName: 'wikitrends: who may deploy',
  });
  const provider = new IamWorkloadIdentityPoolProvider(scope, 'github', {
    workloadIdentityPoolId: pool.workloadIdentityPoolId,
    workloadIdentityPoolProviderId: 'github',
    oidc: { issuerUri: 'https://token.actions.githubusercontent.com' },
    attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.repository': 'assertion.repository' },
    // GitHub vouches for every repository there is: without this, each of them would get in.
    attributeCondition: `assertion.repository == "${repository}" && assertion.ref == "refs/heads/main"`,
  });
  new ServiceAccountIamMember(scope, 'github_deploys', {
    serviceAccountId: account.name,
    role: 'roles/iam.workloadIdentityUser',
    member: `principalSet://iam.googleapis.com/${pool.name}/attribute.repository/${repository}`,
  });
  return { account, provider };
}

/** Lets the deployer give the function and its schedule the accounts that they act as. */
export function grantDeployer(
  scope: Construct,
  { account: { member } }: Deployer,
  accounts: Accounts,
): readonly Grant[] {
  return Object.entries<ServiceAccount | null>({ ...accounts }).flatMap(([id, acting]) => {
    if (acting === null) return [];
    const role = 'roles/iam.serviceAccountUser';
    return new ServiceAccountIamMember(scope, `deploy_acts_as_${id}`, { serviceAccountId: acting.name, role, member });
  });
}
