import Type from 'typebox';
import { parserOf } from '../../../function/core/shape.ts';
import { googleError } from '../google/errors.ts';
import type { Catalog } from './catalog.ts';
import type { Database } from './database.ts';
import { dryRunQuery } from './dry-run.ts';
import { invalidRequest, notCovered } from './errors.ts';
import type { JobPlan } from './job.ts';
import type { JobReference } from './jobs.ts';
import { checkBytesBilled, runQuery } from './query-job.ts';
import type { Transactions } from './transactions.ts';

export interface QueryOptions {
  readonly database: Database;
  readonly catalog: Catalog;
  readonly transactions: Transactions;
  readonly now: () => number;
}

/** Of the configuration in `jobs.insert` and of the body of `jobs.query`, what they share. @throws {GoogleApiError} */
export function planQuery(configuration: unknown, { project, location }: JobReference, options: QueryOptions): JobPlan {
  const parsed = parseQuery(configuration, (problem) => invalidRequest(`Invalid query configuration: ${problem}`));
  const {
    query,
    useLegacySql = true,
    defaultDataset,
    priority = 'INTERACTIVE',
    maximumBytesBilled,
    ...others
  } = parsed;
  const other = Object.entries(others).find(([name, value]) => !WITHOUT_EFFECT.has(name) && value !== false);
  if (other !== undefined) throw notCovered(`"${other[0]}" of a query job`);
  if (useLegacySql) {
    const message = 'Legacy SQL, which is the default: say useLegacySql: false for GoogleSQL';
    throw googleError(400, 'invalidQuery', message, { location: 'query', locationType: 'other' });
  }
  const dataset = defaultDataset && { project: defaultDataset.projectId ?? project, dataset: defaultDataset.datasetId };
  const scope = { catalog: options.catalog, project, location, defaultDataset: dataset ?? null };
  return {
    kind: 'query',
    destination: null,
    statement: query,
    configuration: {
      jobType: 'QUERY',
      query: {
        query,
        useLegacySql,
        priority,
        ...(defaultDataset && { defaultDataset }),
        ...(maximumBytesBilled !== undefined && { maximumBytesBilled: String(maximumBytesBilled) }),
      },
    },
    async work(run) {
      checkBytesBilled(maximumBytesBilled);
      return runQuery(query, scope, run, options);
    },
    dryRun: () => dryRunQuery(query, scope, options),
  };
}

const parseQuery = parserOf(
  Type.Object({
    query: Type.String({ minLength: 1 }),
    useLegacySql: Type.Optional(Type.Boolean()),
    defaultDataset: Type.Optional(Type.Object({ datasetId: Type.String(), projectId: Type.Optional(Type.String()) })),
    priority: Type.Optional(Type.Enum(['INTERACTIVE', 'BATCH'])),
    // An Int64Value: a text, or a number while it is exact.
    maximumBytesBilled: Type.Optional(
      Type.Union([Type.String({ pattern: '^[0-9]{1,19}$' }), Type.Integer({ minimum: 0 })]),
    ),
  }),
);

/** What may be said and changes nothing here. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['useQueryCache', 'labels']);
