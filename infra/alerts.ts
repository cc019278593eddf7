import type { LoggingMetric } from '@cdktf/provider-google/lib/logging-metric/index.js';
import {
  MonitoringAlertPolicy,
  type MonitoringAlertPolicyConfig,
} from '@cdktf/provider-google/lib/monitoring-alert-policy/index.js';
import { MonitoringNotificationChannel } from '@cdktf/provider-google/lib/monitoring-notification-channel/index.js';
import type { Construct } from 'constructs';
import type { LogFilters } from './log-filters.ts';
import type { Metrics } from './metrics.ts';
import { labels } from './names.ts';

const hour = 3600;

/** Tells somebody when something is wrong; everybody else may forget that this exists. */
export function addAlerts(
  scope: Construct,
  {
    alertEmail,
    filters,
    metrics,
  }: {
    readonly alertEmail: string;
    readonly filters: LogFilters;
    readonly metrics: Metrics;
  },
): MonitoringNotificationChannel {
  const channel = new MonitoringNotificationChannel(scope, 'channel', {
    displayName: 'wikitrends',
    type: 'email',
    labels: { email_address: alertEmail },
    userLabels: labels,
  });

  function add(id: string, alert: Alert): void {
    new MonitoringAlertPolicy(scope, `alert_${id}`, {
      ...alert.strategy,
      displayName: `wikitrends: ${alert.title}`,
      combiner: 'OR',
      severity: alert.severity,
      conditions: [{ displayName: alert.title, ...alert.condition }],
      notificationChannels: [channel.name],
      documentation: { mimeType: 'text/markdown', subject: `wikitrends: ${alert.title}`, content: alert.advice },
      userLabels: labels,
    });
  }

  add('no_success', {
    title: 'no success for 26 hours',
    severity: 'CRITICAL',
    advice:
      'No run has succeeded since yesterday. Read the log of the function and of the schedule; `npx wikitrends status`, with the variables of this deployment, shows which days are missing. Nothing is lost: the next run that succeeds loads them.',
    condition: { conditionPrometheusQueryLanguage: noneFor26Hours(metrics.successes) },
    strategy: {},
  });
  add('refused_day', {
    title: 'a day was refused',
    severity: 'ERROR',
    advice:
      'A day failed its quality checks: the reason is in the log line and in `ingested_days.reason`. Nothing of it is visible, and each run tries it again. If the reason stays, look at the list of the day at Wikimedia.',
    ...matching(filters.refusedDay),
  });
  add('errors', {
    title: 'the function or its schedule failed',
    severity: 'ERROR',
    advice:
      'The log line says what was being done, with which value, and what would be right. A run can be repeated at any time: it loads what is missing.',
    ...matching(filters.error),
  });
  add('remarkable_day', {
    title: 'rows out of range',
    severity: 'WARNING',
    advice:
      'A day was loaded that is unlike its neighbours, or has far fewer or more categories than days have: news, or a fault upstream. Look at `ingested_days.reason`, and at the articles of the day in `top_articles`; `force` loads it again.',
    ...matching(filters.remarkableDay),
  });
  return channel;
}

interface Alert {
  readonly title: string;
  readonly severity: 'CRITICAL' | 'ERROR' | 'WARNING';
  /** For whoever reads the mail. */
  readonly advice: string;
  readonly condition: Omit<Condition, 'displayName'>;
  readonly strategy: Pick<MonitoringAlertPolicyConfig, 'alertStrategy'>;
}

type Condition = Extract<MonitoringAlertPolicyConfig['conditions'], readonly unknown[]>[number];

/**
 * True when for 25 hours nothing was counted, and an hour later still: so long a new deployment has for its first run.
 * In PromQL, for a threshold may look back over 25 hours at most, its duration included, and absence over 23.5.
 * https://docs.cloud.google.com/monitoring/alerts/using-promql
 */
function noneFor26Hours({ name }: LoggingMetric): NonNullable<Condition['conditionPrometheusQueryLanguage']> {
  const counted = `logging_googleapis_com:user_${name}{monitored_resource="cloud_run_revision"}`;
  return {
    // Where nothing was ever counted there is no figure at all.
    query: `(sum(increase(${counted}[25h])) or vector(0)) < 0.5`,
    duration: `${hour}s`,
    evaluationInterval: '300s',
    // A metric is not known the moment it is made.
    disableMetricValidation: true,
  };
}

/** True for each line of the log that matches; the mail shows it. */
function matching(filter: string): Pick<Alert, 'condition' | 'strategy'> {
  return {
    condition: { conditionMatchedLog: { filter } },
    strategy: { alertStrategy: { notificationRateLimit: { period: `${hour}s` }, autoClose: `${24 * hour}s` } },
  };
}
