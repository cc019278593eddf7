import type { Environment } from '../function/core/variables.ts';
import { timeoutSeconds } from './limits.ts';
import type { Names } from './names.ts';

/** The settings of the function that an operator may give; they go there as they are. */
export const givenToFunction = [
  'WIKITRENDS_CONTACT',
  'WIKITRENDS_PROJECTS',
  'WIKITRENDS_SINCE',
  'WIKITRENDS_TOP',
  'WIKITRENDS_REQUESTS_PER_MINUTE',
  'WIKITRENDS_CONCURRENCY',
  'WIKITRENDS_DEVICE_SHARES',
] as const;

export interface Place {
  readonly projectId: string;
  readonly location: string;
  readonly names: Names;
}

/** The variables of the deployed function. */
export function functionEnvironment(given: Environment, { projectId, location, names }: Place): Record<string, string> {
  const set = givenToFunction.flatMap((name) => {
    const text = given[name]?.trim() ?? '';
    return text === '' ? [] : [[name, text] as const];
  });
  return {
    ...Object.fromEntries(set),
    WIKITRENDS_WAREHOUSE: `bigquery:${projectId}.${names.dataset}`,
    WIKITRENDS_ARCHIVE: `gs://${names.archive}`,
    BIGQUERY_LOCATION: location,
    // Puts a request's trace into its log lines.
    GOOGLE_CLOUD_PROJECT: projectId,
    // A run ends in good order before the platform ends it.
    CLOUD_RUN_TIMEOUT_SECONDS: String(timeoutSeconds),
    LOG_EXECUTION_ID: 'true',
  };
}
