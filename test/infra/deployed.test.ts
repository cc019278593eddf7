import { BigQuery } from '@google-cloud/bigquery';
import { PassThroughClient } from 'google-auth-library';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Columns, ColumnType, Table } from '../../function/schema/column.ts';
import { tableFunctions } from '../../function/schema/table-functions.ts';
import { tables } from '../../function/schema/tables.ts';
import { views } from '../../function/schema/views.ts';
import { type CloudServers, openCloudServers } from '../support/cloud.ts';
import { fieldsOf, inOrder, makeData } from '../support/deployed-stack.ts';
import { serveFunction } from '../support/function.ts';
import { type Analyser, startAnalyser } from '../support/googlesql/analyser.ts';
import { analyserProgram, notForPlatform } from '../support/googlesql/platform.ts';
import { at, type Config, configOf, leastSettings, ofType, stackOf } from '../support/stack.ts';

const projectId = 'test-project';
const stack = stackOf({ ...leastSettings, GOOGLE_CLOUD_PROJECT: projectId });
const inStack = ofType(stack, 'google_bigquery_table');
const tablesInStack = inStack.filter(({ config }) => config.view === undefined);
const viewsInStack = inStack.filter(({ config }) => config.view !== undefined);
const functionsInStack = ofType(stack, 'google_bigquery_routine');

describe('in the stack', () => {
  test('are the tables, views and table functions of the program, and no others', () => {
    expect(tablesInStack.map(({ name }) => name).toSorted()).toEqual(Object.keys(tables).toSorted());
    expect(viewsInStack.map(({ name }) => name).toSorted()).toEqual(Object.keys(views).toSorted());
    expect(functionsInStack.map(({ name }) => name).toSorted()).toEqual(Object.keys(tableFunctions).toSorted());
  });

  test.each(Object.entries<Table>(tables))('%s has its partitions, its clusters and its key', (name, table) => {
    expect(configOf(stack, `google_bigquery_table.${name}`)).toMatchObject({
      table_id: name,
      description: table.description,
      time_partitioning: { type: 'DAY', field: table.partitionedBy },
      clustering: table.clusteredBy,
      table_constraints: { primary_key: { columns: table.key } },
      deletion_protection: true,
    });
  });

  test.each(inStack)('every column of $name is described', ({ config }) => {
    for (const { description } of fieldsOf(config)) expect(description).toMatch(/^.{10,}\.$/);
  });

  test.each([...viewsInStack, ...functionsInStack])('$name waits for what it reads', ({ name, config }) => {
    const query = String(at(config, 'view.query') ?? config.definition_body);
    const names = [...query.matchAll(/\bwikitrends`\.(\w+)/g)].map(([, read]) => String(read));
    expect(names.length).toBeGreaterThan(0);
    expect(names).not.toContain(name);
    const awaited = names.map((read) => `google_bigquery_table.${read}`);
    expect(config.depends_on).toEqual(expect.arrayContaining(awaited));
  });
});

describe('BigQuery, made as the stack says,', () => {
  let servers: CloudServers;
  let client: BigQuery;
  beforeAll(async () => {
    servers = await openCloudServers();
    client = new BigQuery({
      projectId,
      location: 'US',
      apiEndpoint: servers.bigQuery.env.BIGQUERY_API_URL,
      authClient: new PassThroughClient(),
    });
    await makeData(stack, client, servers.storage.env.STORAGE_API_URL);
  });
  afterAll(() => servers[Symbol.asyncDispose]());

  test('takes days from the function with the settings that the stack gives it', async () => {
    const environment = Object(
      at(configOf(stack, 'google_cloudfunctions2_function.ingest'), 'service_config.environment_variables'),
    );
    await using served = await serveFunction({
      // BigQuery's clock is the machine's.
      now: () => new Date(),
      environment: { ...environment, ...servers.bigQuery.env, ...servers.storage.env, WIKITRENDS_TOP: '5' },
    });
    const { status, body } = await served.call('date=2026-11-19');
    expect(status).toBe(200);
    expect(body).toMatchObject({ complete: true, days: [{ outcome: 'loaded', articles: 5 }] });
    const [rows] = await client.query({ query: 'SELECT COUNT(*) AS n FROM wikitrends.wiki_data_normal' });
    expect(Number(rows[0]?.n)).toBeGreaterThan(5);
    const range = "wikitrends.range_top(DATE '2026-11-19', DATE '2026-11-19')";
    const [top] = await client.query({ query: `SELECT rank, views_min, views_max FROM ${range} ORDER BY rank` });
    expect(top).toHaveLength(5);
  });

  test.each(['top_articles', 'article_categories'])('has %s column by column as the program loads it', async (name) => {
    const [found] = await client.dataset('wikitrends').getTables();
    const [staged] = found.filter(({ id }) => id?.startsWith(`staging_${name}_`));
    const [metadata] = (await staged?.getMetadata()) ?? [];
    const fields = fieldsOf(configOf(stack, `google_bigquery_table.${name}`));
    expect(metadata?.schema.fields).toEqual(
      fields.map(({ name, type, mode }) => ({ name, type: answered[type] ?? type, mode })),
    );
  });

  test('has the ledger column by column as the program writes it', () => {
    const fields = fieldsOf(configOf(stack, 'google_bigquery_table.ingested_days'));
    const scripts = servers.bigQuery.jobs.map(({ statement }) => statement).join('\n');
    const [, names = ''] = /INSERT INTO `[^`]+\.ingested_days` \(([^)]+)\) VALUES/.exec(scripts) ?? [];
    expect(names.split(', ')).toEqual(fields.map(({ name }) => name));
  });
});

const isThere = analyserProgram !== undefined;

describe.skipIf(!isThere)(isThere ? 'GoogleSQL' : notForPlatform, () => {
  let analyser: Analyser;
  beforeAll(async () => {
    // Instead of what the program describes, what the stack deploys.
    analyser = await startAnalyser({
      dataset: `${projectId}.wikitrends`,
      extraTables: Object.fromEntries(tablesInStack.map(({ name, config }) => [name, tableOf(config)])),
      views: inOrder(viewsInStack).map(({ name, config }) => ({ name, sql: String(at(config, 'view.query')) })),
      functions: functionsInStack.map(({ name, config }) => ({
        name,
        parameters: parametersOf(config),
        sql: String(config.definition_body),
      })),
    });
    return () => analyser[Symbol.asyncDispose]();
  });

  test.each(viewsInStack)(
    'type-checks the view $name as it is deployed, against the tables as they are',
    async ({ name, config }) => {
      const seen = await analyser.analyse(`SELECT * FROM {{dataset}}.${name}`);
      expect(seen).toEqual(fieldsOf(config).map(({ name: column, type }) => ({ name: column, type })));
    },
  );

  test.each(functionsInStack)('type-checks the table function $name as it is deployed', async ({ name, config }) => {
    const given = Object.values(parametersOf(config)).map(({ type }) => `CAST(NULL AS ${type})`);
    const seen = await analyser.analyse(`SELECT * FROM {{dataset}}.${name}(${given.join(', ')})`);
    const result: unknown = JSON.parse(String(config.return_table_type));
    const columns = Object.values(Object(at(result, 'columns')));
    expect(seen).toEqual(columns.map((column) => ({ name: at(column, 'name'), type: at(column, 'type.typeKind') })));
  });
});

function parametersOf(config: Config): Columns {
  const described = Object.values(Object(config.arguments)).map((argument) => {
    const type = String(at(JSON.parse(String(at(argument, 'data_type'))), 'typeKind'));
    if (!isColumnType(type)) throw new Error(`${config.routine_id} takes ${type}, which no parameter is`);
    return [String(at(argument, 'name')), { type, description: '' }] as const;
  });
  return Object.fromEntries(described);
}

/** BigQuery answers some types by their older names. */
const answered: Readonly<Record<string, string>> = { BOOL: 'BOOLEAN', INT64: 'INTEGER' };

/** A table of the stack, as the program would describe it. */
function tableOf(config: Config): Table {
  const columns = fieldsOf(config).map(({ name, type, description }) => {
    if (!isColumnType(type)) throw new Error(`${config.table_id}.${name} is ${type}, which no table has`);
    return [name, { type, description }] as const;
  });
  return { description: String(config.description), key: [], columns: Object.fromEntries(columns) };
}

function isColumnType(type: string): type is ColumnType {
  return ['DATE', 'STRING', 'INT64', 'BOOL', 'TIMESTAMP'].includes(type);
}
