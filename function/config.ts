import { type Day, firstRankedDay, parseDay } from './core/day.ts';
import { UsageError } from './core/errors.ts';
import { type Project, parseProject } from './core/partition.ts';
import { type Environment, integerBetween, readVariables } from './core/variables.ts';

export type WarehouseAddress =
  | { readonly kind: 'duckdb'; readonly path: string }
  | { readonly kind: 'bigquery'; readonly project: string; readonly dataset: string };

export type ArchiveAddress =
  | { readonly kind: 'file'; readonly folder: string }
  | { readonly kind: 'gs'; readonly bucket: string; readonly prefix: string };

/** Everything an operator can set, checked. */
export type Settings = ReturnType<typeof parseSettings>;

/** Reads the settings from environment variables; throws one UsageError that names every problem. */
export function parseSettings(environment: Environment) {
  const { textOf, optional, setting, complain, check } = readVariables(environment);
  const settings = {
    /** Null when not set: then no Wikimedia API may be called. */
    contact: optional('WIKITRENDS_CONTACT', parseContact),
    /** Raises Wikimedia's limit for its owner; it is sent to Wikimedia only. */
    token: textOf('WIKITRENDS_TOKEN') || null,
    projects: setting<readonly Project[]>('WIKITRENDS_PROJECTS', [parseProject('en.wikipedia')], parseProjects),
    since: setting('WIKITRENDS_SINCE', parseDay('2023-04-01'), parseSince),
    /** Articles a day and project. */
    top: setting('WIKITRENDS_TOP', 100, integerBetween(1, 900)),
    warehouse: setting<WarehouseAddress>(
      'WIKITRENDS_WAREHOUSE',
      { kind: 'duckdb', path: 'wikitrends.duckdb' },
      parseWarehouse,
    ),
    archive: optional('WIKITRENDS_ARCHIVE', parseArchive),
    requestsPerMinute: setting('WIKITRENDS_REQUESTS_PER_MINUTE', 180, integerBetween(1, 1_000_000)),
    concurrency: setting('WIKITRENDS_CONCURRENCY', 3, integerBetween(1, 100)),
    deviceShares: setting('WIKITRENDS_DEVICE_SHARES', true, parseBoolean),
    wikimediaApiUrl: setting('WIKIMEDIA_API_URL', 'https://wikimedia.org/api/rest_v1', parseUrl),
    /** `{project}` in it stands for the wiki. */
    mediawikiApiUrl: setting('MEDIAWIKI_API_URL', 'https://{project}.org/w/api.php', parseUrlTemplate),
    bigqueryApiUrl: optional('BIGQUERY_API_URL', parseUrl),
    storageApiUrl: optional('STORAGE_API_URL', parseUrl),
    bigqueryLocation: setting('BIGQUERY_LOCATION', 'US', (text) => text),
    /** Of the function, for its logs; the platform sets neither this nor anything else that tells it. */
    googleCloudProject: optional('GOOGLE_CLOUD_PROJECT', (text) => text),
    /** After which the platform drops a request to the function: five minutes where nothing else is said. */
    requestTimeoutMs: 1000 * setting('CLOUD_RUN_TIMEOUT_SECONDS', 300, integerBetween(1, 3600)),
  };
  if (settings.token !== null && !/^[\x21-\x7e]+$/.test(settings.token)) {
    complain('WIKITRENDS_TOKEN: not shown here; expected an access token of an editor, in one word');
  }
  const archive = textOf('WIKITRENDS_ARCHIVE');
  if (settings.warehouse.kind === 'bigquery' && (archive === '' || settings.archive?.kind === 'file')) {
    const stated = archive === '' ? ' is not set' : `=${archive}`;
    complain(`WIKITRENDS_ARCHIVE${stated}: BigQuery loads through it; expected gs://<bucket>[/prefix]`);
  }
  if (settings.projects.length > 1 && !settings.mediawikiApiUrl.includes('{project}')) {
    complain(`MEDIAWIKI_API_URL=${settings.mediawikiApiUrl}: expected {project} in it, for there are several projects`);
  }
  check();
  return settings;
}

/**
 * An e-mail address or URL at which Wikimedia reaches the operator:
 * https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy
 */
function parseContact(text: string): string {
  const isEmail = /^[\x21-\x7e]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text);
  const isUrl = /^https?:\/\/[\x21-\x7e]+$/.test(text) && URL.canParse(text);
  if (!isEmail && !isUrl) throw new UsageError('expected your own e-mail address or URL');
  if (isPlaceholder(text)) {
    throw new UsageError('a placeholder; expected the address at which Wikimedia really reaches you');
  }
  return text;
}

/** Whether an address is one of those that examples are made of. */
export function isPlaceholder(address: string): boolean {
  return /^(you|your([._-]?(name|e?mail|e-mail|address|contact))?)@|[@/.]example\.(com|org|net)\b/i.test(address);
}

function parseProjects(text: string): readonly Project[] {
  return [...new Set(text.split(',').map(parseProject))];
}

function parseSince(text: string): Day {
  const day = parseDay(text);
  if (day < firstRankedDay) throw new UsageError(`the rankings begin on ${firstRankedDay}`);
  return day;
}

function parseWarehouse(text: string): WarehouseAddress {
  const [, path] = /^duckdb:(.+)$/.exec(text) ?? [];
  if (path !== undefined) return { kind: 'duckdb', path };
  const [, project, dataset] = /^bigquery:([a-z][a-z0-9:.-]+)\.(\w+)$/.exec(text) ?? [];
  if (project !== undefined && dataset !== undefined) return { kind: 'bigquery', project, dataset };
  throw new UsageError('expected duckdb:<file> or bigquery:<gcp project>.<dataset>');
}

export function parseArchive(text: string): ArchiveAddress {
  const [, folder] = /^file:(.+)$/.exec(text) ?? [];
  if (folder !== undefined) return { kind: 'file', folder };
  const [, bucket, prefix] = /^gs:\/\/([a-z0-9][a-z0-9._-]+)(?:\/(.*))?$/.exec(text) ?? [];
  if (bucket !== undefined) return { kind: 'gs', bucket, prefix: prefix?.replace(/\/+$/, '') ?? '' };
  throw new UsageError('expected file:<folder> or gs://<bucket>[/prefix]');
}

function parseBoolean(text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  throw new UsageError('expected true or false');
}

function parseUrl(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new UsageError('expected a URL such as http://127.0.0.1:8090');
  return text.replace(/\/+$/, '');
}

function parseUrlTemplate(text: string): string {
  parseUrl(text.replaceAll('{project}', 'en.wikipedia'));
  return text;
}
