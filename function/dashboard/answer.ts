import type { IncomingHttpHeaders } from 'node:http';

/** What of an HTTP request is read; a body is not. */
export interface DashboardRequest {
  readonly method: string;
  /** As it stands in the request line: `/api/v1/top?day=2026-09-15`. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

/** An HTTP answer. It never carries a stack, a path of this machine or a credential. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
