import type { Scope } from './binding.ts';
import type { ResultTable } from './cells.ts';
import { JobError } from './errors.ts';
import type { JobOutcome, JobRun } from './job.ts';
import { inScript } from './query-errors.ts';
import type { QueryOptions } from './query-request.ts';
import { openSession, type Session, type StatementOutcome } from './session.ts';
import { type Action, parseScript, type Statement } from './statements.ts';

/** Runs a statement, or a script of several. @throws {JobError} */
export async function runQuery(
  sql: string,
  scope: Omit<Scope, 'temporary'>,
  run: JobRun,
  options: QueryOptions,
): Promise<JobOutcome> {
  const statements = parseScript(sql);
  const session = await openSession({ ...options, scope, run });
  try {
    return statements.length === 1
      ? await runSingle(statements, session, run)
      : await runScript(statements, session, run);
  } finally {
    await session.close();
  }
}

async function runSingle([statement]: readonly Statement[], session: Session, run: JobRun): Promise<JobOutcome> {
  if (statement === undefined) return { statistics: {} };
  await run.gate();
  const { result, affected } = await session.execute(statement);
  const query = { ...costs, statementType: statement.action.type, ...changesOf(statement.action, affected) };
  return { statistics: { totalBytesProcessed: costs.totalBytesProcessed, query }, result, affected };
}

async function runScript(statements: readonly Statement[], session: Session, run: JobRun): Promise<JobOutcome> {
  let result: ResultTable | null = null;
  const slow = slowStatement(statements, run.slowBefore);
  for (const statement of statements) {
    try {
      if (statement === slow) await run.gate();
      const outcome = await session.execute(statement);
      result = outcome.result ?? result;
    } catch (error) {
      throw inScript(error, statement.at);
    }
  }
  return {
    statistics: {
      totalBytesProcessed: costs.totalBytesProcessed,
      numChildJobs: String(statements.length),
      query: { ...costs, statementType: 'SCRIPT' },
    },
    result,
  };
}

/** Where a slow script waits: with what it has changed still hidden, unless told otherwise. */
function slowStatement(statements: readonly Statement[], slowBefore: RegExp | null): Statement | undefined {
  return (
    statements.find(({ text }) => slowBefore !== null && text.search(slowBefore) >= 0) ??
    statements.find(({ action }) => action.type === 'COMMIT_TRANSACTION') ??
    statements[0]
  );
}

/** Every query costs the same here. @throws {JobError} where that is too dear. */
export function checkBytesBilled(maximum: string | number | undefined): void {
  if (maximum === undefined || BigInt(maximum) >= BigInt(costs.totalBytesBilled)) return;
  throw new JobError({
    reason: 'bytesBilledLimitExceeded',
    message: `Query exceeded limit for bytes billed: ${maximum}. ${costs.totalBytesBilled} or higher required.`,
  });
}

/** The least that a query is billed for. */
const costs = { totalBytesProcessed: '10485760', totalBytesBilled: '10485760', cacheHit: false };

function changesOf({ type }: Action, affected: StatementOutcome['affected']): object {
  if (affected === null) return {};
  const count = String(affected);
  const ROWS: Readonly<Record<string, string>> = {
    INSERT: 'insertedRowCount',
    UPDATE: 'updatedRowCount',
    DELETE: 'deletedRowCount',
    TRUNCATE_TABLE: 'deletedRowCount',
  };
  const name = ROWS[type];
  return { numDmlAffectedRows: count, ...(name !== undefined && { dmlStats: { [name]: count } }) };
}
