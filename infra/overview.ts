import type { LoggingMetric } from '@cdktf/provider-google/lib/logging-metric/index.js';
import { MonitoringDashboard } from '@cdktf/provider-google/lib/monitoring-dashboard/index.js';
import type { Construct } from 'constructs';
import type { LogFilters } from './log-filters.ts';
import { type Metrics, metricType } from './metrics.ts';

/** Of a chart: two are side by side. */
const [width, height] = [6, 4];
const day = '86400s';

/** The page in Cloud Monitoring on which an operator sees at a glance how the pipeline is. */
export function addOverview(
  scope: Construct,
  { filters, metrics }: { readonly filters: LogFilters; readonly metrics: Metrics },
): MonitoringDashboard {
  const figure = (type: string) => `metric.type = "${type}" AND ${filters.all}`;
  const own = (metric: LoggingMetric) => figure(metricType(metric));
  const widgets = [
    chart('Days by outcome', 'STACKED_BAR', summed(own(metrics.days), 'metric.label.outcome')),
    chart('Runs by verdict', 'STACKED_BAR', summed(own(metrics.runs), 'metric.label.verdict')),
    chart('Categories of a loaded day', 'LINE', median(own(metrics.categories))),
    chart('Milliseconds of a run', 'LINE', median(own(metrics.duration))),
    chart(
      'Answers by class',
      'STACKED_BAR',
      summed(figure('run.googleapis.com/request_count'), 'metric.label.response_code_class'),
    ),
    chart('Memory, of what there is', 'LINE', median(figure('run.googleapis.com/container/memory/utilizations'))),
  ];
  const tiles = widgets.map((widget, i) => ({ ...placeOf(i), width, height, widget }));
  const log = {
    yPos: Math.ceil(widgets.length / 2) * height,
    width: 2 * width,
    height: 2 * height,
    widget: { title: 'Log', logsPanel: { filter: filters.all } },
  };
  const dashboard = { displayName: 'wikitrends', mosaicLayout: { columns: 2 * width, tiles: [...tiles, log] } };
  return new MonitoringDashboard(scope, 'overview', { dashboardJson: JSON.stringify(dashboard) });
}

/** Left out where it is 0, as the API answers it: or every plan would find a difference. */
function placeOf(i: number): { readonly xPos?: number; readonly yPos?: number } {
  const [xPos, yPos] = [(i % 2) * width, Math.floor(i / 2) * height];
  return { ...(xPos > 0 && { xPos }), ...(yPos > 0 && { yPos }) };
}

interface Query {
  readonly filter: string;
  readonly aggregation: Readonly<Record<string, unknown>>;
}

function chart(title: string, plotType: 'LINE' | 'STACKED_BAR', query: Query) {
  return { title, xyChart: { dataSets: [{ plotType, timeSeriesQuery: { timeSeriesFilter: query } }] } };
}

/** What happened in a day, by a label. */
function summed(filter: string, label: string): Query {
  return {
    filter,
    aggregation: {
      alignmentPeriod: day,
      perSeriesAligner: 'ALIGN_SUM',
      crossSeriesReducer: 'REDUCE_SUM',
      groupByFields: [label],
    },
  };
}

/** The middle of what was measured in a day. */
function median(filter: string): Query {
  return { filter, aggregation: { alignmentPeriod: day, perSeriesAligner: 'ALIGN_PERCENTILE_50' } };
}
