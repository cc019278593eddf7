import { STATUS_CODES } from 'node:http';
import { type Answer, answerOf } from './answer.ts';

/** What a caller is told instead of an answer: https://www.rfc-editor.org/rfc/rfc9457 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    detail: string,
    options: ErrorOptions & { headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail, options);
    this.status = status;
    this.headers = options.headers ?? {};
  }
}

export function answerProblem({ status, message, headers }: Problem): Answer {
  const body = { type: 'about:blank', title: STATUS_CODES[status] ?? '', status, detail: message };
  return answerOf(status, {
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers },
    body: Buffer.from(JSON.stringify(body)),
  });
}
