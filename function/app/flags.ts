import { InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../core/errors.ts';
import { exportFormats } from '../warehouses/duckdb/export.ts';
import { queryFormats } from './terminal/table.ts';

/** The flags of all commands, each where it was given. */
export interface Flags {
  readonly project?: string;
  readonly warehouse?: string;
  readonly archive?: string;
  readonly json?: true;
  readonly fromArchive?: true;
  readonly date?: string;
  readonly start?: string;
  readonly end?: string;
  readonly force?: true;
  readonly check?: true;
  /** Milliseconds. */
  readonly budget?: number;
  readonly format?: string;
  readonly limit?: number;
  readonly to?: string;
  readonly from?: string;
  readonly port?: number;
  readonly serve?: boolean;
}

export const commonOptions: readonly Option[] = [
  new Option('--project <names>', 'wikis, comma-separated (WIKITRENDS_PROJECTS)'),
  new Option('--warehouse <address>', 'duckdb:<file> or bigquery:<project>.<dataset> (WIKITRENDS_WAREHOUSE)'),
  new Option('--archive <address>', 'file:<folder> or gs://<bucket> (WIKITRENDS_ARCHIVE)'),
  new Option('--from-archive', 'read the archive instead of the network'),
  new Option('--json', 'print the report as JSON'),
];

/** The settings that flags override, by the names of their variables. Throws UsageError for a flag set to nothing. */
export function overridesIn({ project, warehouse, archive }: Flags): Readonly<Record<string, string>> {
  const given = { WIKITRENDS_PROJECTS: project, WIKITRENDS_WAREHOUSE: warehouse, WIKITRENDS_ARCHIVE: archive };
  const overrides: Record<string, string> = {};
  for (const [variable, value] of Object.entries(given)) {
    if (value?.trim() === '') throw new UsageError(`Cannot read the flag for ${variable}: it is empty`);
    if (value !== undefined) overrides[variable] = value;
  }
  return overrides;
}

const force = new Option('--force', 'load again what is there already');

export const ingestOptions: readonly Option[] = [
  new Option('--date <day>', 'one day, such as 2026-09-01'),
  new Option('--budget <minutes>', 'stop in good order after so many minutes').argParser(parseMinutes),
  force,
];

export const backfillOptions: readonly Option[] = [
  new Option('--start <day>', 'first day, such as 2023-04-01').makeOptionMandatory(),
  new Option('--end <day>', 'last day').makeOptionMandatory(),
  new Option('--budget <minutes>', 'stop in good order after so many minutes').argParser(parseMinutes),
  force,
];

export const pushOptions: readonly Option[] = [
  new Option('--from <address>', 'duckdb:<file>, file:<folder> or gs://<bucket>').default('duckdb:wikitrends.duckdb'),
  new Option('--start <day>', 'first day; everything unless given'),
  new Option('--end <day>', 'last day'),
];

export const statusOptions: readonly Option[] = [
  new Option('--check', 'look for what is wrong, too: exit 1 where something is'),
];

export const queryOptions: readonly Option[] = [
  new Option('--date <day>', 'of a view: one day, such as 2026-09-01'),
  new Option('--start <day>', 'of a view or of range_top: first day'),
  new Option('--end <day>', 'last day'),
  new Option('--limit <rows>', 'the first rows only').argParser(parseRows),
  new Option('--format <format>', 'how to print').choices(queryFormats).default('table'),
];

export const exportOptions: readonly Option[] = [
  new Option('--to <folder>', 'where to').makeOptionMandatory(),
  new Option('--format <format>', 'which files').choices(exportFormats).default('parquet'),
];

export const startOptions: readonly Option[] = [
  new Option('--serve', 'serve the dashboard then, until Ctrl-C; as on a terminal'),
  new Option('--no-serve', 'do not, on a terminal either'),
];

/** Where the dashboard is unless somebody says another port. */
export const dashboardPort = 8080;

export const serveOptions: readonly Option[] = [
  new Option('--port <port>', 'where; 0 for any that is free').argParser(parsePort).default(dashboardPort),
];

function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('expected a port, 0 to 65535');
  return Number(text);
}

function parseRows(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('expected a number of rows, more than 0');
  return Number(text);
}

function parseMinutes(text: string): number {
  const minutes = Number(text);
  if (!(minutes > 0 && minutes <= 24 * 60)) throw new InvalidArgumentError('expected minutes, more than 0');
  return minutes * 60_000;
}
