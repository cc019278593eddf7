import { BigQuery } from '@google-cloud/bigquery';
import { PassThroughClient } from 'google-auth-library';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ColumnType, Table } from '../../function/schema/column.ts';
import { tables } from '../../function/schema/tables.ts';
import { views } from '../../function/schema/views.ts';
import { readViews } from '../../function/sql/views.ts';
import { type CloudServers, openCloudServers } from '../support/cloud.ts';
import { fieldsOf, makeData } from '../support/deployed-stack.ts';
import { serveFunction } from '../support/function.ts';
import { startAnalyser } from '../support/googlesql/analyser.ts';
import { analyserProgram, notForPlatform } from '../support/googlesql/platform.ts';
import { at, type Config, configOf, leastSettings, ofType, stackOf } from '../support/stack.ts';

const projectId = 'test-project';
const stack = stackOf({ ...leastSettings, GOOGLE_CLOUD_PROJECT: projectId });
const inStack = ofType(stack, 'google_bigquery_table');
const tablesInStack = inStack.filter(({ config }) => config.view === undefined);
const viewsInStack = inStack.filter(({ config }) => config.view !== undefined);

describe('in the stack', () => {
  test('are the tables and views of the program, and no others', () => {
    expect(tablesInStack.map(({ name }) => name).toSorted()).toEqual(Object.keys(tables).toSorted());
    expect(viewsInStack.map(({ name }) => name).toSorted()).toEqual(Object.keys(views).toSorted());
    expect(readViews().map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(views)));
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

  test.each(viewsInStack)('the view $name waits for what it reads', ({ name, config }) => {
    const query = String(at(config, 'view.query'));
    const read = inStack.filter(
      (relation) => relation.name !== name && new RegExp(`\\.${relation.name}\\b`).test(query),
    );
    expect(read.length).toBeGreaterThan(0);
    const awaited = read.map((relation) => `google_bigquery_table.${relation.name}`);
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
  test.each(viewsInStack)(
    'type-checks $name as it is deployed, against the tables as they are',
    async ({ name, config }) => {
      // Instead of the tables of the program, those of the stack.
      const extraTables = Object.fromEntries(tablesInStack.map((table) => [table.name, tableOf(table.config)]));
      const deployed = viewsInStack.map((view) => ({ name: view.name, sql: String(at(view.config, 'view.query')) }));
      await using analyser = await startAnalyser({ dataset: `${projectId}.wikitrends`, extraTables, views: deployed });
      const seen = await analyser.analyse(`SELECT * FROM {{dataset}}.${name}`);
      expect(seen).toEqual(fieldsOf(config).map(({ name: column, type }) => ({ name: column, type })));
    },
  );
});

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
