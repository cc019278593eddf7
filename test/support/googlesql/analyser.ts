import type { AnalyzeRequest } from '@fivetrandevelopers/zetasql';
import type { Table } from '../../../function/schema/column.ts';
import { tables } from '../../../function/schema/tables.ts';
import { readTableFunctions, type TableFunction } from '../../../function/sql/table-functions.ts';
import { inDataset, readViews, type View } from '../../../function/sql/views.ts';
import { type Analysed, parseAnalysed } from './analysed.ts';
import {
  type TableFunction as CalledFunction,
  catalogOf,
  columnsOf,
  parseDataset,
  type TypedColumn,
} from './catalog.ts';
import { connect } from './client.ts';
import { bigQueryLanguage } from './language.ts';
import { startServer } from './server.ts';

/**
 * Type-checks SQL for BigQuery without BigQuery. In each statement `{{dataset}}` stands for the dataset. The analyser
 * is a program that exists for Linux (glibc) and macOS, on x64 and arm64; see `analyserProgram`.
 */
export interface Analyser extends AsyncDisposable {
  /**
   * The columns of a statement's result, with types as BigQuery names them; none for a statement that is no query.
   * Throws an Error with GoogleSQL's message and the place for a statement that does not type-check. A parameter
   * such as `@day` has the type that the statement asks of it.
   */
  analyse(sql: string): Promise<readonly { readonly name: string; readonly type: string }[]>;
  /**
   * The same for each statement of a script. It knows statements only: no DECLARE, IF or loop, and a statement does
   * not see the tables that an earlier one creates.
   */
  analyseScript(sql: string): Promise<void>;
}

/** What is analysed of a view. */
type ViewBody = Pick<View, 'name' | 'sql'>;

type FunctionBody = Pick<TableFunction, 'name' | 'parameters' | 'sql'>;

export interface AnalyserOptions {
  /** `project.dataset`, and the default dataset of every job. */
  readonly dataset?: string;
  /** Tables beside those of the schema, such as staging tables, by name. */
  readonly extraTables?: Readonly<Record<string, Table>>;
  /** The views of the project, unless others are given; each may read those before it. */
  readonly views?: readonly ViewBody[];
  /** The table functions of the project, unless others are given; each may read every view. */
  readonly functions?: readonly FunctionBody[];
}

/** Throws for a view or table function that does not type-check: nothing could be checked against it. */
export async function startAnalyser(options: AnalyserOptions = {}): Promise<Analyser> {
  const { dataset = 'my-project.wikitrends', extraTables = {}, views = readViews() } = options;
  const { functions: bodies = readTableFunctions() } = options;
  const place = parseDataset(dataset);
  await using parts = new AsyncDisposableStack();
  const { address } = parts.use(await startServer());
  const client = parts.use(connect(address));
  const language = await bigQueryLanguage(client);
  const relations = new Map<string, readonly TypedColumn[]>();
  const functions = new Map<string, CalledFunction>();
  const inQuotedDataset = (sql: string) => inDataset(sql, `\`${dataset}\``);

  const analyse = async (target: AnalyzeRequest, reader: 'job' | 'view'): Promise<Analysed> => {
    const request: AnalyzeRequest = {
      ...target,
      simpleCatalog: catalogOf({ relations, functions }, place, reader, language),
      options: {
        languageOptions: language,
        errorMessageMode: 'ERROR_MESSAGE_MULTI_LINE_WITH_CARET',
        allowUndeclaredParameters: true,
      },
    };
    return parseAnalysed(await client.call('Analyze', request));
  };

  const columnsOfView = async ({ name, sql }: ViewBody): Promise<readonly TypedColumn[]> => {
    try {
      // As the body of a view its columns need names, each another.
      const creation = `CREATE VIEW {{dataset}}.${name} AS ${sql}`;
      await analyse({ sqlStatement: inQuotedDataset(creation) }, 'view');
      return (await analyse({ sqlStatement: inQuotedDataset(sql) }, 'view')).columns;
    } catch (error) {
      throw notMade('view', name, error);
    }
  };

  const columnsOfCall = async ({ name, parameters, sql }: FunctionBody): Promise<readonly TypedColumn[]> => {
    const head = Object.entries(parameters).map(([parameter, { type }]) => `${parameter} ${type}`);
    const creation = `CREATE TABLE FUNCTION {{dataset}}.${name}(${head.join(', ')}) AS ${sql}`;
    try {
      return (await analyse({ sqlStatement: inQuotedDataset(creation) }, 'view')).columns;
    } catch (error) {
      throw notMade('table function', name, error);
    }
  };

  for (const [name, table] of Object.entries({ ...tables, ...extraTables })) relations.set(name, columnsOf(table));
  for (const view of views) relations.set(view.name, await columnsOfView(view));

  for (const body of bodies)
    functions.set(body.name, { parameters: body.parameters, columns: await columnsOfCall(body) });

  const started = parts.move();
  return {
    async analyse(sql) {
      const { columns } = await analyse({ sqlStatement: inQuotedDataset(sql) }, 'job');
      return columns.map(({ name, type }) => ({ name, type: type.name }));
    },
    async analyseScript(sql) {
      const input = inQuotedDataset(sql);
      const end = Buffer.byteLength(input);
      let bytePosition = 0;
      do {
        const { next } = await analyse({ parseResumeLocation: { input, bytePosition, allowResume: true } }, 'job');
        bytePosition = next;
      } while (bytePosition < end);
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

function notMade(what: string, name: string, error: unknown): Error {
  const problem = error instanceof Error ? error.message : error;
  return new Error(`BigQuery cannot make the ${what} ${name}: ${problem}`, { cause: error });
}
