import { googleError } from '../google/errors.ts';
import { type Cell, floatText, type ResultTable } from './cells.ts';
import { invalidRequest, JobError, refusalOf } from './errors.ts';
import type { Job } from './jobs.ts';

export interface PageRequest {
  readonly maxRows: number;
  readonly start: number;
  readonly token: string | null;
  /** Microseconds as a whole number, or seconds as a fraction. */
  readonly timestamps: 'INT64' | 'FLOAT64';
}

/** The answer to whoever asks for the rows of a query. @throws {GoogleApiError} when it failed, or was none. */
export function queryAnswer(job: Job, page: PageRequest): object {
  const { project, id, location, state, error, outcome, kind } = job;
  if (kind !== 'query') throw invalidRequest(`Cannot retrieve results: job ${id} is no query`);
  const jobReference = { projectId: project, jobId: id, location };
  if (state !== 'DONE') return { jobReference, jobComplete: false };
  if (error !== null) throw refusalOf(new JobError(error));
  const { affected = null, result = null } = outcome ?? {};
  return {
    jobReference,
    jobComplete: true,
    cacheHit: false,
    totalBytesProcessed: '10485760',
    ...(affected !== null && { numDmlAffectedRows: String(affected) }),
    ...pageOf(result ?? EMPTY, id, page),
  };
}

const EMPTY: ResultTable = { fields: [], rows: [] };

function pageOf({ fields, rows }: ResultTable, id: string, { maxRows, start, token, timestamps }: PageRequest): object {
  const first = token === null ? start : startOf(token, id);
  const next = first + maxRows;
  const taken = rows.slice(first, next);
  return {
    ...(fields.length > 0 && { schema: { fields } }),
    totalRows: String(rows.length),
    ...(next < rows.length && { pageToken: tokenOf(next, id) }),
    ...(taken.length > 0 && {
      rows: taken.map((row) => ({ f: row.map((cell) => ({ v: write(cell, timestamps) })) })),
    }),
  };
}

function write(cell: Cell, timestamps: PageRequest['timestamps']): unknown {
  if (cell === null || typeof cell === 'string') return cell;
  if (typeof cell !== 'bigint') return cell.map((item) => ({ v: write(item, timestamps) }));
  return timestamps === 'INT64' ? String(cell) : floatText(Number(cell) / 1e6);
}

function tokenOf(start: number, id: string): string {
  return Buffer.from(JSON.stringify([start, id])).toString('base64url');
}

function startOf(token: string, id: string): number {
  try {
    const [start, of]: readonly unknown[] = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (typeof start === 'number' && of === id) return start;
  } catch {
    // Anything that is no token of ours ends up here.
  }
  throw googleError(400, 'invalid', 'Invalid page token');
}
