import { endings, UsageError, type Verdict, verdictOf } from '../../core/errors.ts';
import type { Ending, Report } from '../../core/report.ts';

/** An HTTP answer. It never carries a stack, a path or a credential: what went wrong in detail is for the log. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Report | { readonly run_id: string; readonly error: string };
}

/** What a caller asked for cannot be right; its message is for the caller. */
export class RequestError extends UsageError {}

const retryAfterSeconds = 600;

const whatToDo: Readonly<Record<Verdict, string>> = {
  done: '',
  usage: "The function's settings cannot be used: its log says why",
  later: 'Something that is needed is out of reach or in use: try again later; the log says more',
  failed: 'The run failed: the log says why',
};

export function answerWith({ report, verdict }: Ending): Answer {
  const days = report.days.map((day) =>
    // The reason of a failure may name whatever was touched.
    day.outcome === 'failed' ? { ...day, reason: `the log of run ${report.run_id} says why` } : day,
  );
  return answer(verdict, { ...report, days });
}

export function answerError(runId: string, error: unknown): Answer {
  const verdict = verdictOf(error);
  const message = error instanceof RequestError ? error.message : whatToDo[verdict];
  return answer(verdict, { run_id: runId, error: message });
}

export function answerMethod(runId: string, method: string): Answer {
  const body = { run_id: runId, error: `Cannot answer ${method}: expected GET or POST` };
  return { status: 405, headers: { Allow: 'GET, POST' }, body };
}

function answer(verdict: Verdict, body: Answer['body']): Answer {
  const headers = verdict === 'later' ? { 'Retry-After': String(retryAfterSeconds) } : {};
  return { status: endings[verdict].httpStatus, headers, body };
}
