import { isWorthRetrying } from '../core/errors.ts';
import type { Answer } from './answer.ts';
import { answerProblem, Problem } from './problem.ts';

/** The answer to a request that has none; what is not for its caller goes to `onError`. */
export function answerFailure(error: unknown, onError: (error: unknown) => void): Answer {
  if (error instanceof Problem) return answerProblem(error);
  onError(error);
  return answerProblem(problemFor(error));
}

function problemFor(error: unknown): Problem {
  if (isWorthRetrying(error)) {
    const detail = 'The warehouse is out of reach or in use: try again in a moment';
    return new Problem(503, detail, { headers: { 'Retry-After': '5' }, cause: error });
  }
  return new Problem(500, 'There is no answer to this now: the log says why', { cause: error });
}
