import { describe, expect, test } from 'vitest';
import { allSettings, at, configOf, leastSettings, ofType, reference, type Stack, stackOf } from '../support/stack.ts';

const stack = stackOf();
const all = stackOf(allSettings);
const kept = stackOf(allSettings, 'kept');
const labels = { app: 'wikitrends', managed_by: 'terraform' };

describe('the stack has', () => {
  test('the function ingest, small, alone and private', () => {
    const { build_config, service_config, depends_on, ...rest } = configOf(
      stack,
      'google_cloudfunctions2_function.ingest',
    );
    expect(rest).toEqual({
      name: 'wikitrends-ingest',
      location: 'us-central1',
      description: 'Loads the days that are missing, newest first.',
      labels,
    });
    expect(build_config).toEqual({
      runtime: 'nodejs24',
      entry_point: 'ingest',
      docker_repository: reference('google_artifact_registry_repository.images.id'),
      service_account: reference('google_service_account.build_account.name'),
      source: {
        storage_source: {
          bucket: reference('google_storage_bucket_object.bundle_object.bucket'),
          object: reference('google_storage_bucket_object.bundle_object.name'),
        },
      },
    });
    expect(service_config).toEqual({
      available_memory: '512Mi',
      available_cpu: '0.333',
      timeout_seconds: 1800,
      min_instance_count: 0,
      max_instance_count: 1,
      max_instance_request_concurrency: 1,
      ingress_settings: 'ALLOW_INTERNAL_ONLY',
      all_traffic_on_latest_revision: true,
      service_account_email: reference('google_service_account.run_account.email'),
      environment_variables: {
        BIGQUERY_LOCATION: 'US',
        CLOUD_RUN_TIMEOUT_SECONDS: '1800',
        GOOGLE_CLOUD_PROJECT: 'my-project-1',
        LOG_EXECUTION_ID: 'true',
        WIKITRENDS_ARCHIVE: 'gs://my-project-1-wikitrends',
        WIKITRENDS_CONTACT: 'jane@university.edu',
        WIKITRENDS_WAREHOUSE: 'bigquery:my-project-1.wikitrends',
      },
    });
    // Or the first build would begin before its account may build.
    expect(depends_on).toContain('terraform_data.grants_settled');
    // Or for a while new code would meet tables without the columns that it writes.
    const tables = ['top_articles', 'article_categories', 'ingested_days'];
    expect(depends_on).toEqual(expect.arrayContaining(tables.map((name) => `google_bigquery_table.${name}`)));
  });

  test('its source in a bucket of its own, under a name that changes with it', () => {
    expect(configOf(stack, 'google_storage_bucket_object.bundle_object')).toMatchObject({
      bucket: reference('google_storage_bucket.source.name'),
      name: expect.stringMatching(/^ingest-[0-9a-f]{32}\.zip$/),
      source: expect.stringMatching(/^assets\/.+\/archive\.zip$/),
      lifecycle: { create_before_destroy: true },
    });
    const { name } = configOf(stack, 'google_storage_bucket_object.bundle_object');
    const other = stackOf(leastSettings, 'all', 'export {}; // changed');
    expect(configOf(other, 'google_storage_bucket_object.bundle_object').name).not.toBe(name);
    expect(configOf(stackOf(), 'google_storage_bucket_object.bundle_object').name).toBe(name);
  });

  test('a schedule that is patient with 503', () => {
    const uri = reference('google_cloudfunctions2_function.ingest.service_config[0].uri');
    expect(configOf(stack, 'google_cloud_scheduler_job.schedule')).toMatchObject({
      name: 'wikitrends-ingest',
      region: 'us-central1',
      schedule: '0 7 * * *',
      time_zone: 'Etc/UTC',
      attempt_deadline: '1800s',
      retry_config: {
        retry_count: 5,
        min_backoff_duration: '600s',
        max_backoff_duration: '3600s',
        max_doublings: 3,
      },
      http_target: {
        http_method: 'POST',
        uri,
        oidc_token: {
          audience: uri,
          service_account_email: reference('google_service_account.schedule_account.email'),
        },
      },
    });
  });

  test('an archive that grows cold, and forgets what is staged', () => {
    const raw = { matches_prefix: ['raw/'] };
    expect(configOf(stack, 'google_storage_bucket.archive')).toMatchObject({
      name: 'my-project-1-wikitrends',
      location: 'US',
      uniform_bucket_level_access: true,
      public_access_prevention: 'enforced',
      force_destroy: false,
      soft_delete_policy: { retention_duration_seconds: 30 * 86_400 },
      lifecycle_rule: [
        { action: { type: 'Delete' }, condition: { age: 7, matches_prefix: ['staged/'] } },
        {
          action: { type: 'SetStorageClass', storage_class: 'NEARLINE' },
          condition: { ...raw, age: 30, matches_storage_class: ['STANDARD'] },
        },
        {
          action: { type: 'SetStorageClass', storage_class: 'ARCHIVE' },
          condition: { ...raw, age: 365, matches_storage_class: ['NEARLINE'] },
        },
      ],
    });
  });

  test('a dataset that outlives the stack', () => {
    expect(configOf(stack, 'google_bigquery_dataset.dataset')).toMatchObject({
      dataset_id: 'wikitrends',
      location: 'US',
      delete_contents_on_destroy: false,
      max_time_travel_hours: '168',
      lifecycle: { prevent_destroy: true },
      labels,
    });
  });

  test('one account for each thing that acts, with the roles that it needs', () => {
    const grants = stack.resources.flatMap(({ config: { role, member } }) => {
      const [, account] = /google_service_account\.(\w+)_account\.member/.exec(String(member)) ?? [];
      return account === undefined ? [] : [`${account}: ${role}`];
    });
    expect(grants.toSorted()).toEqual([
      'build: roles/artifactregistry.writer',
      'build: roles/logging.logWriter',
      'build: roles/storage.objectViewer',
      'run: roles/bigquery.dataEditor',
      'run: roles/bigquery.jobUser',
      'run: roles/storage.objectUser',
    ]);
    expect(configOf(stack, 'google_cloud_run_v2_service_iam_binding.invokers')).toMatchObject({
      name: reference('google_cloudfunctions2_function.ingest.name'),
      role: 'roles/run.invoker',
      members: [reference('google_service_account.schedule_account.member')],
    });
  });

  test('an alert when nothing has succeeded for 26 hours, even if nothing ever has', () => {
    const alert = configOf(stack, 'google_monitoring_alert_policy.alert_no_success');
    const [condition] = Object.values(Object(alert.conditions));
    const name = reference('google_logging_metric.metric_successes.name');
    expect(at(condition, 'condition_prometheus_query_language')).toEqual({
      query: `(sum(increase(logging_googleapis_com:user_${name}{monitored_resource="cloud_run_revision"}[25h])) or vector(0)) < 0.5`,
      duration: '3600s',
      evaluation_interval: '300s',
      disable_metric_validation: true,
    });
  });

  test('alerts for a refused day, for errors, and for rows out of range', () => {
    const alerts = ofType(stack, 'google_monitoring_alert_policy').map(({ name }) => name);
    expect(alerts.toSorted()).toEqual([
      'alert_errors',
      'alert_no_success',
      'alert_refused_day',
      'alert_remarkable_day',
    ]);
    const [condition] = Object.values(
      Object(configOf(stack, 'google_monitoring_alert_policy.alert_remarkable_day').conditions),
    );
    expect(at(condition, 'condition_matched_log.filter')).toContain(
      '(severity = "WARNING" OR jsonPayload.categories < 200 OR jsonPayload.categories > 15000)',
    );
  });

  test('a budget for the project that tells whom the alerts tell', () => {
    expect(configOf(stack, 'google_billing_budget.budget')).toMatchObject({
      billing_account: '012345-6789AB-CDEF01',
      budget_filter: { projects: [`projects/${reference('data.google_project.project.number')}`] },
      amount: { specified_amount: { units: '10' } },
      all_updates_rule: {
        monitoring_notification_channels: [reference('google_monitoring_notification_channel.channel.id')],
      },
    });
  });

  test('a page in Cloud Monitoring whose tiles neither overlap nor leave its twelve columns', () => {
    const dashboard: unknown = JSON.parse(
      String(configOf(stack, 'google_monitoring_dashboard.overview').dashboard_json),
    );
    const tiles: readonly Record<string, number>[] = Object.values(Object(at(dashboard, 'mosaicLayout.tiles')));
    const cells = tiles.flatMap(({ xPos = 0, yPos = 0, width = 0, height = 0 }) =>
      Array.from({ length: width * height }, (_, i) => [xPos + (i % width), yPos + Math.floor(i / width)] as const),
    );
    expect(tiles).toHaveLength(7);
    expect(new Set(cells.map(String)).size).toBe(cells.length);
    expect(Math.max(...cells.map(([x]) => x))).toBe(11);
  });

  test('the APIs that it needs', () => {
    const servicesIn = (which: Stack) =>
      ofType(which, 'google_project_service').map(({ config }) =>
        String(config.service).replace('.googleapis.com', ''),
      );
    const least =
      'artifactregistry bigquery billingbudgets cloudbuild cloudfunctions cloudresourcemanager cloudscheduler iam logging monitoring run storage';
    expect(servicesIn(stack).toSorted()).toEqual(least.split(' '));
    const more = servicesIn(all).filter((service) => !servicesIn(stack).includes(service));
    expect(more.toSorted()).toEqual(['cloudbilling', 'cloudkms', 'iamcredentials', 'secretmanager', 'sts']);
    expect(servicesIn(stackOf(leastSettings, 'kept')).toSorted()).toEqual(['bigquery', 'storage']);
  });

  test('what has to be known before the function is built and runs', () => {
    expect(Object.values(Object(configOf(stack, 'terraform_data.grants_settled').triggers_replace))).toEqual(
      [
        'google_bigquery_dataset_iam_member.run_changes_dataset',
        'google_project_iam_member.run_starts_jobs',
        'google_storage_bucket_iam_member.run_changes_archive',
        'google_project_iam_member.build_writes_log',
        'google_artifact_registry_repository_iam_member.build_writes_images',
        'google_project_iam_member.build_reads_source',
      ].map((address) => reference(`${address}.id`)),
    );
    const more = Object.values(Object(configOf(all, 'terraform_data.grants_settled').triggers_replace));
    expect(more).toContain(reference('google_secret_manager_secret_iam_member.run_reads_token.id'));
    expect(more).toContain(reference('google_service_account_iam_member.deploy_acts_as_schedule.id'));
    for (const name of ['grants_settled', 'apis_settled']) {
      expect(configOf(stack, `terraform_data.${name}`).provisioner).toEqual([
        { 'local-exec': { command: 'node -e "setTimeout(() => {}, 120000)"' } },
      ]);
    }
  });

  test('views that are made anew when what they say or show is another', () => {
    const version = configOf(stack, 'terraform_data.wiki_data_normal_version').triggers_replace;
    expect(Object.values(Object(version))).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(at(configOf(stack, 'google_bigquery_table.wiki_data_normal'), 'lifecycle.replace_triggered_by')).toEqual([
      reference('terraform_data.wiki_data_normal_version'),
    ]);
    const elsewhere = stackOf({ ...leastSettings, GOOGLE_CLOUD_PROJECT: 'my-project-2' });
    expect(configOf(elsewhere, 'terraform_data.wiki_data_normal_version').triggers_replace).not.toEqual(version);
  });

  test('its state in a bucket, and the provider that it was made for', () => {
    expect(stack.provider).toEqual({
      google: [
        {
          project: 'my-project-1',
          region: 'us-central1',
          billing_project: 'my-project-1',
          user_project_override: true,
        },
      ],
    });
    expect(stack.terraform).toEqual({
      backend: { gcs: { bucket: 'my-project-1-wikitrends-state', prefix: 'wikitrends' } },
      required_version: '>= 1.6',
      required_providers: { google: { source: 'google', version: '6.50.0' } },
    });
  });
});

describe('where it is asked for, the stack has', () => {
  test('callers by name, and lets them in from the internet', () => {
    expect(at(configOf(all, 'google_cloudfunctions2_function.ingest'), 'service_config.ingress_settings')).toBe(
      'ALLOW_ALL',
    );
    expect(configOf(all, 'google_cloud_run_v2_service_iam_binding.invokers').members).toEqual([
      reference('google_service_account.schedule_account.member'),
      'group:analysts@university.edu',
      'user:jane@university.edu',
    ]);
  });

  test('a token from Secret Manager, which the run alone may read', () => {
    const ingest = configOf(all, 'google_cloudfunctions2_function.ingest');
    expect(at(ingest, 'service_config.secret_environment_variables')).toEqual([
      {
        key: 'WIKITRENDS_TOKEN',
        project_id: reference('data.google_project.project.number'),
        secret: 'wikimedia-token',
        version: 'latest',
      },
    ]);
    expect(configOf(all, 'google_secret_manager_secret_iam_member.run_reads_token')).toMatchObject({
      secret_id: 'wikimedia-token',
      role: 'roles/secretmanager.secretAccessor',
      member: reference('google_service_account.run_account.member'),
    });
    expect(ofType(stack, 'google_secret_manager_secret_iam_member')).toEqual([]);
  });

  test('a dashboard for the persons who are named, which may read the data and nothing else', () => {
    const dashboard = configOf(all, 'google_cloudfunctions2_function.dashboard');
    expect(dashboard).toMatchObject({
      name: 'wikitrends-dashboard',
      build_config: { entry_point: 'dashboard', runtime: 'nodejs24' },
      service_config: {
        service_account_email: reference('google_service_account.dashboard_account.email'),
        ingress_settings: 'ALLOW_ALL',
        timeout_seconds: 60,
      },
    });
    expect(configOf(all, 'google_cloud_run_v2_service_iam_binding.dashboard_users')).toMatchObject({
      name: reference('google_cloudfunctions2_function.dashboard.name'),
      role: 'roles/run.invoker',
      members: ['group:newsroom@university.edu'],
    });
    const member = reference('google_service_account.dashboard_account.member');
    const roles = all.resources.filter(({ config }) => config.member === member).map(({ config }) => config.role);
    expect(roles.toSorted()).toEqual(['roles/bigquery.dataViewer', 'roles/bigquery.jobUser']);
    expect(ofType(stack, 'google_cloudfunctions2_function')).toHaveLength(1);
  });

  test('one key for all that is kept, which Google may use before anything is made with it', () => {
    const key = allSettings.WIKITRENDS_KMS_KEY;
    expect(at(configOf(all, 'google_storage_bucket.archive'), 'encryption.default_kms_key_name')).toBe(key);
    const dataset = configOf(all, 'google_bigquery_dataset.dataset');
    expect(at(dataset, 'default_encryption_configuration.kms_key_name')).toBe(key);
    expect(dataset.depends_on).toContain('terraform_data.key_settled');
    expect(Object.values(Object(configOf(all, 'terraform_data.key_settled').triggers_replace))).toEqual(
      ['bigquery', 'storage'].map((name) => reference(`google_kms_crypto_key_iam_member.key_for_${name}.id`)),
    );
    expect(ofType(stack, 'google_kms_crypto_key_iam_member')).toEqual([]);
  });

  test('an identity for the workflows of one repository, without a key', () => {
    expect(configOf(all, 'google_iam_workload_identity_pool_provider.github')).toMatchObject({
      oidc: { issuer_uri: 'https://token.actions.githubusercontent.com' },
      attribute_condition: 'assertion.repository == "university/wikitrends" && assertion.ref == "refs/heads/main"',
    });
    expect(configOf(all, 'google_service_account_iam_member.github_deploys')).toMatchObject({
      role: 'roles/iam.workloadIdentityUser',
      member: `principalSet://iam.googleapis.com/${reference('google_iam_workload_identity_pool.deployers.name')}/attribute.repository/university/wikitrends`,
    });
    expect(Object.keys(all.outputs)).toEqual(expect.arrayContaining(['deploy_account', 'deploy_provider']));
    expect(ofType(stack, 'google_iam_workload_identity_pool')).toEqual([]);
  });
});

describe('torn down, the stack', () => {
  test('keeps the data as it is, and who may deploy, and nothing that runs', () => {
    const addresses = new Map(all.resources.map(({ type, name, config }) => [`${type}.${name}`, config]));
    const same = kept.resources.filter(({ name }) => name !== 'apis_settled');
    for (const { type, name, config } of same) expect(config).toEqual(addresses.get(`${type}.${name}`));
    const kinds = new Set(kept.resources.map(({ type }) => type));
    expect([...kinds].toSorted()).toEqual([
      'google_bigquery_dataset',
      'google_bigquery_routine',
      'google_bigquery_table',
      'google_billing_account_iam_member',
      'google_iam_workload_identity_pool',
      'google_iam_workload_identity_pool_provider',
      'google_kms_crypto_key_iam_member',
      'google_project_iam_member',
      'google_project_service',
      'google_secret_manager_secret_iam_member',
      'google_service_account',
      'google_service_account_iam_member',
      'google_storage_bucket',
      'terraform_data',
    ]);
    const protectedOnes = all.resources.filter(({ config }) => at(config, 'lifecycle.prevent_destroy') === true);
    expect(protectedOnes.length).toBe(5);
    for (const { type, name } of protectedOnes) expect(() => configOf(kept, `${type}.${name}`)).not.toThrow();
  });
});
