import Type from 'typebox';
import { parserOf } from '../../../function/core/shape.ts';
import type { GoogleReply } from '../google/server.ts';
import { invalidRequest, notCovered } from './errors.ts';
import type { JobOptions } from './job-request.ts';
import { findJob } from './job-routes.ts';
import type { Job, Jobs } from './jobs.ts';
import { planQuery } from './query-request.ts';
import { type PageRequest, queryAnswer } from './query-results.ts';
import { numberOf, ok, type Route } from './routes.ts';

/** https://docs.cloud.google.com/bigquery/docs/reference/rest/v2/jobs/getQueryResults and …/jobs/query */
export function queryRoutes(jobs: Jobs, options: JobOptions & { readonly pageRows: number }): readonly Route[] {
  const { pageRows, location: ownLocation } = options;
  /** Jobs by the id of the request that made them: a repeated request makes no other. */
  const requested = new Map<string, Job>();

  const answer = async (job: Job, kind: string, page: PageRequest): Promise<GoogleReply> =>
    ok({ kind, ...queryAnswer(await jobs.look(job), page) });

  return [
    {
      method: 'GET',
      path: '/queries/{job}',
      answer(call) {
        const { query } = call;
        return answer(findJob(jobs, call, ownLocation), 'bigquery#getQueryResultsResponse', {
          maxRows: Math.min(numberOf(query, 'maxResults') ?? pageRows, pageRows),
          start: numberOf(query, 'startIndex') ?? 0,
          token: query.get('pageToken'),
          timestamps: timestampFormat({
            timestampOutputFormat: query.get('formatOptions.timestampOutputFormat') ?? undefined,
            useInt64Timestamp: query.get('formatOptions.useInt64Timestamp') === 'true',
          }),
        });
      },
    },
    {
      method: 'POST',
      path: '/queries',
      answer({ project, json }) {
        options.catalog.datasets(project);
        const body = parseBody(json(), (problem) => invalidRequest(`Invalid query: ${problem}`));
        const {
          maxResults = pageRows,
          timeoutMs: _,
          formatOptions = {},
          location = ownLocation,
          requestId,
          ...rest
        } = body;
        const { jobCreationMode: _mode, kind: _kind, ...query } = rest;
        const reference = { project, location, id: null };
        const key = requestId === undefined ? undefined : `${project}:${requestId}`;
        const former = key === undefined ? undefined : requested.get(key);
        const job = former ?? jobs.insert(reference, planQuery(query, reference, options));
        if (key !== undefined) requested.set(key, job);
        return answer(job, 'bigquery#queryResponse', {
          maxRows: Math.min(maxResults, pageRows),
          start: 0,
          token: null,
          timestamps: timestampFormat(formatOptions),
        });
      },
    },
  ];
}

const parseBody = parserOf(
  Type.Object({
    maxResults: Type.Optional(Type.Integer({ minimum: 0 })),
    timeoutMs: Type.Optional(Type.Integer({ minimum: 0 })),
    location: Type.Optional(Type.String()),
    requestId: Type.Optional(Type.String()),
    jobCreationMode: Type.Optional(Type.String()),
    kind: Type.Optional(Type.String()),
    formatOptions: Type.Optional(
      Type.Object({
        timestampOutputFormat: Type.Optional(Type.String()),
        useInt64Timestamp: Type.Optional(Type.Boolean()),
      }),
    ),
  }),
);

function timestampFormat({
  timestampOutputFormat = 'TIMESTAMP_OUTPUT_FORMAT_UNSPECIFIED',
  useInt64Timestamp = false,
}: {
  readonly timestampOutputFormat?: string | undefined;
  readonly useInt64Timestamp?: boolean;
}): PageRequest['timestamps'] {
  switch (timestampOutputFormat) {
    case 'TIMESTAMP_OUTPUT_FORMAT_UNSPECIFIED':
      return useInt64Timestamp ? 'INT64' : 'FLOAT64';
    case 'INT64':
    case 'FLOAT64':
      return timestampOutputFormat;
    default:
      throw notCovered(`timestamps as ${timestampOutputFormat}`);
  }
}
