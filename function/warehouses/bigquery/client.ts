import { BigQuery, type BigQueryOptions } from '@google-cloud/bigquery';
import { PassThroughClient } from 'google-auth-library';

export interface Endpoint {
  readonly project: string;
  readonly location: string;
  /** Another endpoint than Google's; then no credentials are looked for. */
  readonly apiUrl: string | null;
}

const timeoutMs = 60_000;

export function openClient({ project, location, apiUrl }: Endpoint): BigQuery {
  // The client takes a timeout, though its type does not say so.
  const options: BigQueryOptions & { readonly timeout: number } = {
    projectId: project,
    location,
    // Unlike the client for Cloud Storage, this one would sign in to any endpoint.
    ...(apiUrl === null ? {} : { apiEndpoint: apiUrl, authClient: new PassThroughClient() }),
    // Trying again is for the one retry loop.
    autoRetry: false,
    maxRetries: 0,
    timeout: timeoutMs,
  };
  return new BigQuery(options);
}
