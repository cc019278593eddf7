import { LoggingMetric } from '@cdktf/provider-google/lib/logging-metric/index.js';
import type { Construct } from 'constructs';
import type { LogFilters } from './log-filters.ts';

/** Figures of the runs, counted from the log. */
export interface Metrics {
  readonly successes: LoggingMetric;
  /** By verdict. */
  readonly runs: LoggingMetric;
  /** By outcome and project. */
  readonly days: LoggingMetric;
  /** Rows of a loaded day. */
  readonly categories: LoggingMetric;
  /** Milliseconds of a run. */
  readonly duration: LoggingMetric;
}

export function addMetrics(scope: Construct, filters: LogFilters): Metrics {
  const add = (name: string, description: string, filter: string, more: MetricShape) =>
    new LoggingMetric(scope, `metric_${name}`, {
      name: `wikitrends_${name}`,
      description,
      filter,
      ...more,
    });
  return {
    successes: add('successes', 'Runs that did what they were asked for, or loaded a day.', filters.success, counted()),
    runs: add('runs', 'Runs, by how they ended.', filters.run, counted('verdict')),
    days: add('days', 'Days, by what became of them.', filters.day, counted('outcome', 'project')),
    categories: add(
      'categories',
      'Rows of article_categories of a loaded day.',
      `${filters.day} AND jsonPayload.outcome = "loaded"`,
      distribution('categories', '1', { scale: 100, growthFactor: 1.25, numFiniteBuckets: 40 }),
    ),
    duration: add(
      'duration',
      'Milliseconds that a run took.',
      filters.run,
      distribution('duration_ms', 'ms', { scale: 100, growthFactor: 1.5, numFiniteBuckets: 30 }),
    ),
  };
}

/** How a metric is named in a filter of Cloud Monitoring. */
export function metricType({ name }: LoggingMetric): string {
  return `logging.googleapis.com/user/${name}`;
}

type MetricShape = Pick<
  ConstructorParameters<typeof LoggingMetric>[2],
  'metricDescriptor' | 'labelExtractors' | 'valueExtractor' | 'bucketOptions'
>;

/** A counter, with members of the log line as its labels. */
function counted(...names: readonly string[]): MetricShape {
  return {
    metricDescriptor: {
      metricKind: 'DELTA',
      valueType: 'INT64',
      unit: '1',
      labels: names.map((key) => ({ key, valueType: 'STRING' })),
    },
    labelExtractors: Object.fromEntries(names.map((name) => [name, `EXTRACT(jsonPayload.${name})`])),
  };
}

function distribution(
  name: string,
  unit: string,
  exponentialBuckets: { readonly scale: number; readonly growthFactor: number; readonly numFiniteBuckets: number },
): MetricShape {
  return {
    metricDescriptor: { metricKind: 'DELTA', valueType: 'DISTRIBUTION', unit },
    valueExtractor: `EXTRACT(jsonPayload.${name})`,
    bucketOptions: { exponentialBuckets },
  };
}
