import type { BigQuery } from '@google-cloud/bigquery';
import Type from 'typebox';
import { FailedError } from '../../core/errors.ts';
import { parserOf } from '../../core/shape.ts';
import type { Cell, QueryResult } from '../../core/warehouse.ts';
import { callGoogle, type Patience } from '../../google/call.ts';
import { toCell } from './cells.ts';

/** https://docs.cloud.google.com/bigquery/docs/reference/rest/v2/jobs/getQueryResults */
const field = Type.Object({ name: Type.String(), type: Type.String(), mode: Type.Optional(Type.String()) });
const parsePage = parserOf(
  Type.Object({
    jobComplete: Type.Literal(true),
    schema: Type.Optional(Type.Object({ fields: Type.Optional(Type.Array(field)) })),
    rows: Type.Optional(Type.Array(Type.Object({ f: Type.Array(Type.Object({ v: Type.Unknown() })) }))),
    pageToken: Type.Optional(Type.String()),
  }),
);

/** Reads the result of a query that has ended, page by page. */
export async function readResults(
  client: BigQuery,
  id: string,
  what: string,
  patience: Patience,
): Promise<QueryResult> {
  const rows: (readonly Cell[])[] = [];
  const columns: string[] = [];
  let pageToken: string | undefined;
  do {
    const body = await callGoogle(what, () => requestPage(client, id, pageToken), patience);
    const page = parsePage(body, (problem) => new FailedError(`Cannot ${what}: BigQuery's answer: ${problem}`));
    const fields = page.schema?.fields ?? [];
    if (pageToken === undefined) columns.push(...fields.map(({ name }) => name));
    for (const { f } of page.rows ?? []) rows.push(fields.map((column, i) => toCell(column, f[i]?.v ?? null)));
    pageToken = page.pageToken;
  } while (pageToken !== undefined);
  return { columns, rows };
}

/** Below the client's own method for it, which turns values into classes and back. */
function requestPage(client: BigQuery, id: string, pageToken: string | undefined): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const qs = {
      'formatOptions.useInt64Timestamp': true,
      ...(client.location !== undefined && { location: client.location }),
      ...(pageToken !== undefined && { pageToken }),
    };
    client.request({ uri: `/queries/${id}`, qs }, (error: Error | null, body: unknown) => {
      if (error === null) resolve(body);
      else reject(error);
    });
  });
}
