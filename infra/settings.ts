import { parseSettings } from '../function/config.ts';
import {
  type Environment,
  integerBetween,
  readVariables,
  SettingsError,
  type Variables,
} from '../function/core/variables.ts';
import { parseSchedule } from './cron.ts';
import { functionEnvironment, givenToFunction } from './function-environment.ts';
import {
  parseBillingAccount,
  parseBucket,
  parseEmail,
  parsePrincipals,
  parseProjectId,
  parseRepository,
  parseSecret,
} from './identifiers.ts';
import { keyIn, parseLocation, regionFor, regionWithin } from './location.ts';
import { namesFor } from './names.ts';

/** Everything about a deployment that an operator can set, checked. */
export type Deployment = ReturnType<typeof parseDeployment>;

/** The names of all that can be set. */
export const deploymentVariables: readonly string[] = [
  'GOOGLE_CLOUD_PROJECT',
  'BIGQUERY_LOCATION',
  'WIKITRENDS_REGION',
  'WIKITRENDS_SCHEDULE',
  'WIKITRENDS_ALERT_EMAIL',
  'WIKITRENDS_BILLING_ACCOUNT',
  'WIKITRENDS_BUDGET',
  'WIKITRENDS_STATE_BUCKET',
  'WIKITRENDS_CALLERS',
  'WIKITRENDS_DASHBOARD_USERS',
  'WIKITRENDS_KMS_KEY',
  'WIKITRENDS_TOKEN_SECRET',
  'WIKITRENDS_REPOSITORY',
  ...givenToFunction,
];

/** Reads what is deployed, and how; throws one SettingsError that names every problem. */
export function parseDeployment(environment: Environment) {
  const variables = readVariables(environment);
  const { required, optional, setting, check } = variables;
  const projectId =
    required('GOOGLE_CLOUD_PROJECT', 'the id of the project to deploy to', parseProjectId) ||
    // So that nobody complains of what follows from it as well.
    'no-project';
  const location = setting('BIGQUERY_LOCATION', 'US', parseLocation);
  const names = namesFor(projectId);
  const deployment = {
    projectId,
    names,
    /** Of the dataset and the archive: BigQuery loads only from its own. */
    location,
    /** Of the function and its schedule. */
    region: setting('WIKITRENDS_REGION', regionFor(location), regionWithin(location)),
    /** When a run starts, in UTC, as unix-cron: the lists of a day appear between 1 and 6 o'clock. */
    schedule: setting('WIKITRENDS_SCHEDULE', '0 7 * * *', parseSchedule),
    alertEmail: required('WIKITRENDS_ALERT_EMAIL', 'the e-mail address that hears of troubles', parseEmail),
    billingAccount: required(
      'WIKITRENDS_BILLING_ACCOUNT',
      'the billing account that pays, as "gcloud billing accounts list" shows it',
      parseBillingAccount,
    ),
    /** A month, in the currency of the billing account. */
    budget: setting('WIKITRENDS_BUDGET', 10, integerBetween(1, 1_000_000)),
    /** Keeps what Terraform knows; made before anything else. */
    stateBucket: setting('WIKITRENDS_STATE_BUCKET', names.state, parseBucket),
    /** Who may call the function beside the schedule; with any, it can be reached from the internet. */
    callers: setting<readonly string[]>('WIKITRENDS_CALLERS', [], parsePrincipals),
    /** Who may open the dashboard; without any there is none. */
    dashboardUsers: setting<readonly string[]>('WIKITRENDS_DASHBOARD_USERS', [], parsePrincipals),
    /** Encrypts what is kept; null for Google's own keys. */
    kmsKey: optional('WIKITRENDS_KMS_KEY', keyIn(location)),
    /** A secret in Secret Manager that holds a token of Wikimedia's; null for none. */
    tokenSecret: optional('WIKITRENDS_TOKEN_SECRET', parseSecret),
    /** On GitHub: what runs for its main branch may deploy; null for nobody. */
    repository: optional('WIKITRENDS_REPOSITORY', parseRepository),
    /** Variables of the function. */
    environment: functionEnvironment(environment, { projectId, location, names }),
  };
  const top = articlesADay(deployment.environment, variables);
  refuseExpressions(variables);
  if ([names.archive, names.source].includes(deployment.stateBucket)) {
    variables.complain(`WIKITRENDS_STATE_BUCKET=${deployment.stateBucket}: expected a bucket of its own`);
  }
  check();
  return { ...deployment, top };
}

/** Terraform would carry out what a setting says in `${…}` or `%{…}`, and read files for it. */
function refuseExpressions({ textOf, complain }: Variables): void {
  for (const name of deploymentVariables.filter((each) => /[$%]\{/.test(textOf(each)))) {
    complain(`${name}=${textOf(name)}: expected a text without \${ and %{, which Terraform takes for expressions`);
  }
}

/** Reads the variables of the function as it will itself, so that nothing is deployed that cannot run. */
function articlesADay(environment: Environment, { complain }: Variables): number {
  try {
    const { contact, top } = parseSettings(environment);
    if (contact === null) {
      complain('WIKITRENDS_CONTACT is not set: expected the e-mail address or URL at which Wikimedia reaches you');
    }
    return top;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    error.problems.forEach(complain);
    return 0;
  }
}
