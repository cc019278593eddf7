import { expect } from 'vitest';
import { projectFolder } from './command.ts';

/** What a caller sends. */
export interface Call {
  /** A query string, without its question mark. */
  readonly query?: string;
  readonly method?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the caller gets. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it came, and what it says as JSON. */
  readonly text: string;
  readonly body: unknown;
}

/** Calls a function and looks at its answer: whoever may call it must not learn where and how it runs. */
export async function ask(url: string, call: string | Call, secrets: readonly string[]): Promise<Answered> {
  const { query = '', ...init } = typeof call === 'string' ? { query: call } : call;
  const response = await fetch(`${url}/?${query}`, init);
  const text = await response.text();
  for (const secret of [...secrets, projectFolder, 'node_modules']) expect(text).not.toContain(secret);
  // Neither a stack nor a file of the program.
  expect(text).not.toMatch(/\n\s*at |\\n\s*at |\.[jt]s:\d/);
  return { status: response.status, headers: response.headers, text, body: text === '' ? null : JSON.parse(text) };
}
