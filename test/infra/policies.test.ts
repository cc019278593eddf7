import { describe, expect, test } from 'vitest';
import { allSettings, type Config, configOf, leastSettings, reference, type Stack, stackOf } from '../support/stack.ts';
import { accessPolicies } from './policies/access.ts';
import { dataPolicies } from './policies/data.ts';
import { operationPolicies } from './policies/operation.ts';

const policies = [...accessPolicies, ...dataPolicies, ...operationPolicies];
const stack = stackOf(allSettings);

describe.each([
  { name: 'with the least settings', stack: stackOf(leastSettings) },
  { name: 'with everything set', stack },
  { name: 'that keeps the data only', stack: stackOf(allSettings, 'kept') },
])('In the stack $name,', ({ stack: sound }) => {
  test.each(policies)('$promise', ({ violations }) => {
    expect(violations(sound)).toEqual([]);
  });
});

/** What a mistake would do to the stack, and the promise that it breaks. */
const mistakes: readonly (readonly [promise: string, address: string, change: (config: Config) => void])[] = [
  [
    'nothing is open to everybody',
    'google_cloud_run_v2_service_iam_binding.invokers',
    (it) => set(it, 'members', ['allUsers']),
  ],
  [
    'nothing is open to everybody',
    'google_bigquery_dataset_iam_member.run_changes_dataset',
    (it) => set(it, 'member', 'allAuthenticatedUsers'),
  ],
  ['nobody has a basic role', 'google_project_iam_member.run_starts_jobs', (it) => set(it, 'role', 'roles/editor')],
  [
    'nothing acts as a default service account',
    'google_cloudfunctions2_function.ingest',
    (it) => set(it, 'service_config.service_account_email', '123-compute@developer.gserviceaccount.com'),
  ],
  [
    'a function runs and is built as an account of its own',
    'google_cloudfunctions2_function.ingest',
    (it) => remove(it, 'service_config.service_account_email'),
  ],
  [
    'a function runs and is built as an account of its own',
    'google_cloudfunctions2_function.ingest',
    (it) => remove(it, 'build_config.service_account'),
  ],
  [
    'a function runs and is built as an account of its own',
    'google_cloudfunctions2_function.ingest',
    (it) => set(it, 'build_config.service_account', reference('google_service_account.run_account.name')),
  ],
  [
    'roles are granted on datasets and buckets, and on the project only what belongs to neither',
    'google_project_iam_member.run_starts_jobs',
    (it) => set(it, 'role', 'roles/bigquery.dataEditor'),
  ],
  [
    'roles are granted on datasets and buckets, and on the project only what belongs to neither',
    'google_project_iam_member.build_reads_source',
    (it) => remove(it, 'condition'),
  ],
  [
    'a function that anybody can reach has callers who are named',
    'google_cloudfunctions2_function.ingest',
    (it) => remove(it, 'service_config.ingress_settings'),
  ],
  [
    'a function that anybody can reach has callers who are named',
    'google_cloud_run_v2_service_iam_binding.invokers',
    (it) => set(it, 'members', [reference('google_service_account.schedule_account.member')]),
  ],
  [
    'who may call a function is said once and for all: the schedule first, or the users of the dashboard',
    'google_cloud_run_v2_service_iam_binding.invokers',
    (it) => set(it, 'members', ['user:jane@university.edu']),
  ],
  [
    'who may call a function is said once and for all: the schedule first, or the users of the dashboard',
    'google_project_iam_member.run_starts_jobs',
    (it) => set(it, 'role', 'roles/run.invoker'),
  ],
  [
    'who may call a function is said once and for all: the schedule first, or the users of the dashboard',
    'google_cloud_run_v2_service_iam_binding.dashboard_users',
    (it) => set(it, 'members', []),
  ],
  [
    'there are no keys, and no secrets in the state',
    'google_cloudfunctions2_function.ingest',
    (it) => set(it, 'service_config.environment_variables.WIKITRENDS_TOKEN', 'a'),
  ],
  [
    'only one repository and only its main branch deploys',
    'google_iam_workload_identity_pool_provider.github',
    (it) => remove(it, 'attribute_condition'),
  ],
  [
    'only one repository and only its main branch deploys',
    'google_iam_workload_identity_pool_provider.github',
    (it) => set(it, 'attribute_condition', 'assertion.repository == "university/wikitrends"'),
  ],
  ['every bucket is closed', 'google_storage_bucket.archive', (it) => remove(it, 'public_access_prevention')],
  ['every bucket is closed', 'google_storage_bucket.source', (it) => set(it, 'uniform_bucket_level_access', false)],
  ['no bucket goes while something is in it', 'google_storage_bucket.archive', (it) => set(it, 'force_destroy', true)],
  [
    'what the archive loses can be brought back, and what is staged goes',
    'google_storage_bucket.archive',
    (it) => set(it, 'soft_delete_policy.retention_duration_seconds', 0),
  ],
  [
    'what the archive loses can be brought back, and what is staged goes',
    'google_storage_bucket.archive',
    (it) => set(it, 'lifecycle_rule', [{ action: { type: 'Delete' }, condition: { age: 7 } }]),
  ],
  [
    'data is protected from deletion',
    'google_bigquery_table.top_articles',
    (it) => set(it, 'deletion_protection', false),
  ],
  ['data is protected from deletion', 'google_bigquery_table.ingested_days', (it) => remove(it, 'lifecycle')],
  [
    'data is protected from deletion',
    'google_bigquery_dataset.dataset',
    (it) => set(it, 'delete_contents_on_destroy', true),
  ],
  [
    'data is protected from deletion',
    'google_storage_bucket.archive',
    (it) => set(it, 'lifecycle.prevent_destroy', false),
  ],
  [
    'data is in one location, and what works on it in one region of that',
    'google_storage_bucket.archive',
    (it) => set(it, 'location', 'US'),
  ],
  [
    'data is in one location, and what works on it in one region of that',
    'google_cloud_scheduler_job.schedule',
    (it) => set(it, 'region', 'europe-west1'),
  ],
  [
    'every alert tells somebody',
    'google_monitoring_alert_policy.alert_no_success',
    (it) => set(it, 'notification_channels', []),
  ],
  ['every alert tells somebody', 'google_monitoring_alert_policy.alert_errors', (it) => set(it, 'enabled', false)],
  ['the budget tells somebody', 'google_billing_budget.budget', (it) => remove(it, 'all_updates_rule')],
  [
    'the schedule shows whom it calls who it is',
    'google_cloud_scheduler_job.schedule',
    (it) => remove(it, 'http_target.oidc_token.audience'),
  ],
  [
    'the schedule shows whom it calls who it is',
    'google_cloud_scheduler_job.schedule',
    (it) => remove(it, 'http_target.oidc_token'),
  ],
  [
    'the schedule shows whom it calls who it is',
    'google_cloud_scheduler_job.schedule',
    (it) => set(it, 'http_target.uri', reference('google_cloudfunctions2_function.ingest.url')),
  ],
  [
    'the schedule waits as long as the function may take',
    'google_cloud_scheduler_job.schedule',
    (it) => set(it, 'attempt_deadline', '180s'),
  ],
  [
    'the schedule waits as long as the function may take',
    'google_cloudfunctions2_function.ingest',
    (it) => set(it, 'service_config.timeout_seconds', 60),
  ],
  [
    'the schedule waits as long as the function may take',
    'google_cloudfunctions2_function.ingest',
    (it) => set(it, 'service_config.environment_variables.CLOUD_RUN_TIMEOUT_SECONDS', '300'),
  ],
  [
    'one instance of ingest takes one call at a time',
    'google_cloudfunctions2_function.ingest',
    (it) => set(it, 'service_config.max_instance_count', 3),
  ],
  ['everything that can have labels has them', 'google_bigquery_table.top_articles', (it) => remove(it, 'labels')],
  [
    'everything that can have labels has them',
    'google_monitoring_alert_policy.alert_errors',
    (it) => remove(it, 'user_labels'),
  ],
  [
    'everything waits until the APIs are there',
    'terraform_data.apis_settled',
    (it) => remove(it, 'triggers_replace.0'),
  ],
  [
    'roles are granted on datasets and buckets, and on the project only what belongs to neither',
    'google_project_iam_member.deploy_run_admin',
    (it) => set(it, 'role', 'roles/iam.securityAdmin'),
  ],
  [
    'roles are granted on datasets and buckets, and on the project only what belongs to neither',
    'google_project_iam_member.build_reads_source',
    (it) => set(it, 'condition.expression', 'true'),
  ],
  [
    'everything waits until the APIs are there',
    'google_cloud_scheduler_job.schedule',
    (it) => set(it, 'depends_on', []),
  ],
];

describe('A mistake is noticed:', () => {
  test('each policy has one that breaks it', () => {
    const broken = new Set(mistakes.map(([promise]) => promise));
    expect(policies.map(({ promise }) => promise).filter((promise) => !broken.has(promise))).toEqual([]);
  });

  test.each(mistakes)('not "%s", for %s is other than it should be', (promise, address, change) => {
    const broken = changed(stack, address, change);
    const [policy] = policies.filter((each) => each.promise === promise);
    expect(policy?.violations(broken)).not.toEqual([]);
  });
});

function changed(sound: Stack, address: string, change: (config: Config) => void): Stack {
  const copy = structuredClone(sound);
  change(configOf(copy, address));
  return copy;
}

function set(config: Config, path: string, value: unknown): void {
  const [parent, name] = parentOf(config, path);
  Reflect.set(parent, name, value);
}

/** Throws where there is nothing, so that no mistake is of something that is not there. */
function remove(config: Config, path: string): void {
  const [parent, name] = parentOf(config, path);
  if (!Reflect.has(parent, name)) throw new Error(`There is no ${path}`);
  Reflect.deleteProperty(parent, name);
}

function parentOf(config: Config, path: string): readonly [object, string] {
  const names = path.split('.');
  const last = names.pop() ?? '';
  const parent = names.reduce<unknown>((inner, name) => Reflect.get(Object(inner), name), config);
  if (parent instanceof Object) return [parent, last];
  throw new Error(`There is no ${path}`);
}
