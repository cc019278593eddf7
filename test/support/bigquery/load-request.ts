import Type from 'typebox';
import { parserOf } from '../../../function/core/shape.ts';
import type { Catalog, Place } from './catalog.ts';
import type { Database } from './database.ts';
import { invalidRequest, notCovered } from './errors.ts';
import { type Field, parseFields } from './fields.ts';
import type { JobPlan } from './job.ts';
import type { JobReference } from './jobs.ts';
import { runLoad } from './load-job.ts';
import type { LoadQuota } from './load-quota.ts';
import type { Transactions } from './transactions.ts';

export interface LoadOptions {
  readonly database: Database;
  readonly catalog: Catalog;
  readonly transactions: Transactions;
  readonly quota: LoadQuota;
  readonly readObject: (bucket: string, name: string) => Buffer | null;
  readonly now: () => number;
}

/** A load as its configuration describes it, defaults filled in. */
export interface Load {
  readonly destination: Place;
  readonly location: string;
  readonly uris: readonly string[];
  /** Null for the table's own. */
  readonly fields: readonly Field[] | null;
  readonly mayCreate: boolean;
  readonly disposition: 'WRITE_TRUNCATE' | 'WRITE_APPEND' | 'WRITE_EMPTY';
  readonly maxBadRecords: number;
  readonly ignoreUnknownValues: boolean;
}

/** @throws {GoogleApiError} */
export function planLoad(configuration: unknown, { project, location }: JobReference, options: LoadOptions): JobPlan {
  const parsed = parseLoad(configuration, (problem) => invalidRequest(`Invalid load configuration: ${problem}`));
  const {
    sourceUris,
    sourceFormat = 'CSV',
    schema,
    destinationTable,
    autodetect,
    encoding = 'UTF-8',
    ...rest
  } = parsed;
  const { createDisposition = 'CREATE_IF_NEEDED', writeDisposition = 'WRITE_APPEND', ...others } = rest;
  const { maxBadRecords = 0, ignoreUnknownValues = false, ...uncovered } = others;
  const [other] = Object.keys(uncovered);
  if (other !== undefined) throw notCovered(`"${other}" of a load job`);
  if (sourceFormat !== 'NEWLINE_DELIMITED_JSON') throw notCovered(`files of the format ${sourceFormat}`);
  if (autodetect === true) throw notCovered('schemas that are detected');
  if (encoding !== 'UTF-8') throw notCovered(`files in ${encoding}`);
  const place = { project: destinationTable.projectId ?? project, dataset: destinationTable.datasetId };
  const destination = { ...place, id: destinationTable.tableId };
  if (destination.id.includes('$')) throw notCovered('loads into a single partition');
  const load: Load = {
    destination,
    location,
    uris: sourceUris.map(checkUri),
    fields: schema === undefined ? null : parseFields(schema),
    mayCreate: createDisposition === 'CREATE_IF_NEEDED',
    disposition: writeDisposition,
    maxBadRecords,
    ignoreUnknownValues,
  };
  return {
    kind: 'load',
    destination: `${destination.project}.${destination.dataset}.${destination.id}`,
    statement: null,
    configuration: { jobType: 'LOAD', load: configuration },
    work: (run) => runLoad(load, run, options),
    dryRun: null,
  };
}

const parseLoad = parserOf(
  Type.Object({
    sourceUris: Type.Array(Type.String(), { minItems: 1 }),
    sourceFormat: Type.Optional(Type.String()),
    schema: Type.Optional(Type.Unknown()),
    destinationTable: Type.Object({
      projectId: Type.Optional(Type.String()),
      datasetId: Type.String(),
      tableId: Type.String(),
    }),
    createDisposition: Type.Optional(Type.Enum(['CREATE_IF_NEEDED', 'CREATE_NEVER'])),
    writeDisposition: Type.Optional(Type.Enum(['WRITE_TRUNCATE', 'WRITE_APPEND', 'WRITE_EMPTY'])),
    maxBadRecords: Type.Optional(Type.Integer({ minimum: 0 })),
    ignoreUnknownValues: Type.Optional(Type.Boolean()),
    autodetect: Type.Optional(Type.Boolean()),
    encoding: Type.Optional(Type.String()),
  }),
);

function checkUri(uri: string): string {
  if (!/^gs:\/\/[^/]+\/.+$/s.test(uri))
    throw invalidRequest(`Source URI must be a Google Cloud Storage location: ${uri}`);
  if (uri.includes('*')) throw notCovered('wildcards in source URIs');
  return uri;
}
