import type { GoogleRequestRecord } from '../support/google/server.ts';
import type { StandIns } from './stand-ins.ts';

/** What a run asks of others. */
export interface Traffic {
  readonly wikimedia: number;
  /** Writes and lists: https://cloud.google.com/storage/pricing#operations-by-class */
  readonly classA: number;
  readonly classB: number;
  readonly loadJobs: number;
  readonly scripts: number;
  readonly queries: number;
  /** Calls of BigQuery that begin no job. */
  readonly otherCalls: number;
  /** Tables that the statements of its scripts and queries name: each is billed as ten megabytes at least. */
  readonly tablesNamed: number;
}

/** Begins to count; who calls what it gives learns what was asked since. */
export function countTraffic({ wikimedia, storage, bigQuery }: StandIns): () => Traffic {
  const before = [wikimedia.requests, storage.requests, bigQuery.requests, bigQuery.jobs].map(({ length }) => length);
  const [wikimediaBefore = 0, storageBefore = 0, callsBefore = 0, jobsBefore = 0] = before;
  return () => {
    const operations = storage.requests.slice(storageBefore).map(operationClass);
    const jobs = bigQuery.jobs.slice(jobsBefore);
    const statements = jobs.flatMap(({ statement }) => statement ?? []);
    const scripts = statements.filter((statement) => /\bBEGIN TRANSACTION\b/.test(statement)).length;
    return {
      wikimedia: wikimedia.requests.length - wikimediaBefore,
      classA: operations.filter((name) => name === 'A').length,
      classB: operations.filter((name) => name === 'B').length,
      loadJobs: jobs.filter(({ kind }) => kind === 'load').length,
      scripts,
      queries: statements.length - scripts,
      otherCalls: bigQuery.requests.length - callsBefore - jobs.length,
      tablesNamed: statements.map(countTables).reduce((sum, count) => sum + count, 0),
    };
  };
}

function operationClass({ method, path }: GoogleRequestRecord): 'A' | 'B' | 'free' {
  if (method === 'DELETE') return 'free';
  return method === 'GET' && !path.endsWith('/o') ? 'B' : 'A';
}

/** Counted in each statement of a script anew. */
function countTables(script: string): number {
  const names = /\b(?:FROM|INTO|UPDATE|JOIN)\s+(`[^`]+`(?:\.`?\w+`?)*)/g;
  return script
    .split(';\n')
    .map((statement) => new Set([...statement.matchAll(names)].map(([, name]) => name)).size)
    .reduce((sum, count) => sum + count, 0);
}
