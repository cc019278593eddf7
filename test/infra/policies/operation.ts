import { readFileSync } from 'node:fs';
import { labels } from '../../../infra/names.ts';
import { projectFolder } from '../../support/command.ts';
import { at, type Resource, reference } from '../../support/stack.ts';
import { forEach, type Policy, textsIn } from './policy.ts';

const channel = reference('google_monitoring_notification_channel.channel').slice(0, -1);

export const operationPolicies: readonly Policy[] = [
  forEach(
    'every alert tells somebody',
    ({ type }) => type === 'google_monitoring_alert_policy',
    ({ config }) => {
      if (config.enabled === false) return 'is switched off';
      const told = textsIn(config.notification_channels);
      return told.length > 0 && told.every((name) => name.startsWith(`${channel}.`)) ? null : 'tells nobody';
    },
  ),
  forEach(
    'the budget tells somebody',
    ({ type }) => type === 'google_billing_budget',
    ({ config }) =>
      textsIn(at(config, 'all_updates_rule.monitoring_notification_channels')).some((name) => name.startsWith(channel))
        ? null
        : 'tells nobody',
  ),
  forEach(
    'the schedule shows whom it calls who it is',
    ({ type }) => type === 'google_cloud_scheduler_job',
    ({ config: { http_target } }) => {
      const uri = at(http_target, 'uri');
      if (!/^\$\{google_cloudfunctions2_function\.\w+\.service_config\[0\]\.uri\}$/.test(String(uri)))
        return `calls ${uri}`;
      const audience = at(http_target, 'oidc_token.audience');
      if (audience !== uri) return `has the audience ${audience}`;
      const account = String(at(http_target, 'oidc_token.service_account_email'));
      return account === reference('google_service_account.schedule_account.email') ? null : `calls as ${account}`;
    },
  ),
  forEach(
    'the schedule waits as long as the function may take',
    ({ type }) => type === 'google_cloud_scheduler_job',
    ({ config }, { resources }) => {
      const seconds = resources
        .filter(({ type, name }) => type === 'google_cloudfunctions2_function' && name === 'ingest')
        .map((ingest) => at(ingest.config, 'service_config.timeout_seconds'));
      const told = resources
        .filter(({ name }) => name === 'ingest')
        .flatMap((ingest) =>
          textsIn(at(ingest.config, 'service_config.environment_variables.CLOUD_RUN_TIMEOUT_SECONDS')),
        );
      const deadline = Number(String(config.attempt_deadline).replace(/s$/, ''));
      if (deadline > 1800) return `waits ${deadline} s, longer than Cloud Scheduler does`;
      return [...seconds, ...told.map(Number)].every((timeout) => timeout === deadline) ? null : `waits ${deadline} s`;
    },
  ),
  forEach(
    'one instance of ingest takes one call at a time',
    ({ type, name }) => type === 'google_cloudfunctions2_function' && name === 'ingest',
    ({ config }) =>
      at(config, 'service_config.max_instance_count') === 1 &&
      at(config, 'service_config.max_instance_request_concurrency') === 1
        ? null
        : 'takes more',
  ),
  forEach(
    'everything that can have labels has them',
    ({ type }) => labelsOf(type) !== null,
    ({ type, config }) => {
      const member = labelsOf(type);
      const found: unknown = member === null ? undefined : config[member];
      const missing = Object.entries(labels).filter(([name, value]) => at(found, name) !== value);
      return missing.length === 0 ? null : `has no label ${missing.map(([name]) => name).join(', ')}`;
    },
  ),
  forEach(
    'everything waits until the APIs are there',
    ({ type }) => type.startsWith('google_') && type !== 'google_project_service',
    ({ config }, { resources }) => {
      if (!textsIn(config.depends_on).includes('terraform_data.apis_settled')) return 'waits for none';
      const awaited = resources
        .filter(({ name }) => name === 'apis_settled')
        .flatMap((settled) => textsIn(settled.config));
      const services = resources.filter(({ type }) => type === 'google_project_service');
      const missing = services.find(({ name }) => !awaited.includes(reference(`google_project_service.${name}.id`)));
      return missing === undefined ? null : `does not wait for ${missing.name}`;
    },
  ),
];

/** The member that holds the labels of a type, as the provider describes it; null when it has none. */
function labelsOf(type: Resource['type']): 'labels' | 'user_labels' | null {
  if (!type.startsWith('google_')) return null;
  const folder = type.replace(/^google_/, '').replaceAll('_', '-');
  const description = `${projectFolder}node_modules/@cdktf/provider-google/lib/${folder}/index.d.ts`;
  // The first interface is of the resource itself.
  const [config = ''] = readFileSync(description, 'utf8').split('\n}\n');
  if (/readonly userLabels\?/.test(config)) return 'user_labels';
  return /^ {4}readonly labels\?/m.test(config) ? 'labels' : null;
}
