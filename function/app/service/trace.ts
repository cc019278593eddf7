import type { IncomingHttpHeaders } from 'node:http';

/**
 * The trace that a request belongs to, as Cloud Logging names it, so that all its lines are shown together; null where
 * there is none. https://docs.cloud.google.com/trace/docs/trace-context
 */
export function traceOf(headers: IncomingHttpHeaders, googleCloudProject: string | null): string | null {
  const { traceparent, 'x-cloud-trace-context': older } = headers;
  const [, id] =
    /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(String(traceparent)) ??
    /^([0-9a-f]{32})(?:\/|$)/.exec(String(older)) ??
    [];
  return id === undefined || googleCloudProject === null ? null : `projects/${googleCloudProject}/traces/${id}`;
}
