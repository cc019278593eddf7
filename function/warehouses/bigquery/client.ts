import { BigQuery } from '@google-cloud/bigquery';
import type { Credentials } from '../../google/sign-in.ts';

export interface Endpoint {
  readonly project: string;
  readonly location: string;
  /** Null for Google's. */
  readonly apiUrl: string | null;
  readonly credentials: Credentials;
}

export function openClient({ project, location, apiUrl, credentials }: Endpoint): BigQuery {
  return new BigQuery({
    projectId: project,
    location,
    authClient: credentials,
    ...(apiUrl !== null && { apiEndpoint: apiUrl }),
    // Trying again is for the one retry loop.
    autoRetry: false,
    maxRetries: 0,
  });
}
