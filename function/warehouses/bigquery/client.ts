import { BigQuery } from '@google-cloud/bigquery';
import { PassThroughClient } from 'google-auth-library';

export interface Endpoint {
  readonly project: string;
  readonly location: string;
  /** Another endpoint than Google's; then no credentials are looked for. */
  readonly apiUrl: string | null;
}

export function openClient({ project, location, apiUrl }: Endpoint): BigQuery {
  return new BigQuery({
    projectId: project,
    location,
    // Unlike the client for Cloud Storage, this one would sign in to any endpoint.
    ...(apiUrl === null ? {} : { apiEndpoint: apiUrl, authClient: new PassThroughClient() }),
    // Trying again is for the one retry loop.
    autoRetry: false,
    maxRetries: 0,
  });
}
