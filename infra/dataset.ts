import { createHash } from 'node:crypto';
import { BigqueryDataset } from '@cdktf/provider-google/lib/bigquery-dataset/index.js';
import { BigqueryRoutine } from '@cdktf/provider-google/lib/bigquery-routine/index.js';
import { BigqueryTable } from '@cdktf/provider-google/lib/bigquery-table/index.js';
import { DataResource } from 'cdktf';
import type { Construct } from 'constructs';
import { bigQueryFields } from '../function/schema/bigquery.ts';
import type { Columns, ResultType, Table } from '../function/schema/column.ts';
import { tables } from '../function/schema/tables.ts';
import type { SqlFile } from '../function/sql/file.ts';
import { readTableFunctions, type TableFunction } from '../function/sql/table-functions.ts';
import { inDataset, reads, readViews, type View } from '../function/sql/views.ts';
import packageJson from '../package.json' with { type: 'json' };
import type { Encryption } from './encryption.ts';
import { labels } from './names.ts';
import type { Deployment } from './settings.ts';

export interface DeployedDataset {
  readonly dataset: BigqueryDataset;
  /** Its tables and views. */
  readonly relations: readonly BigqueryTable[];
}

/** The dataset with its tables and views, as the program describes them. */
export function addDataset(scope: Construct, deployment: Deployment, key: Encryption | null): DeployedDataset {
  const dataset = new BigqueryDataset(scope, 'dataset', {
    datasetId: deployment.names.dataset,
    location: deployment.location,
    description: packageJson.description,
    labels,
    deleteContentsOnDestroy: false,
    // The most there is: so long a table can be read as it was.
    maxTimeTravelHours: '168',
    lifecycle: { preventDestroy: true },
    // Of tables that are made from then on: with a key of its own a table would have to be made anew for another one.
    ...(key && {
      defaultEncryptionConfiguration: { kmsKeyName: key.kmsKeyName },
      dependsOn: [...key.dependsOn],
    }),
  });
  const relations = new Map<string, BigqueryTable>();
  for (const [name, table] of Object.entries(tables)) relations.set(name, addTable(scope, dataset, name, table));
  for (const view of readViews()) relations.set(view.name, addView(scope, dataset, view, deployment, relations));
  for (const tableFunction of readTableFunctions())
    addTableFunction(scope, dataset, tableFunction, deployment, relations);
  return { dataset, relations: [...relations.values()] };
}

function addTable(scope: Construct, dataset: BigqueryDataset, name: string, table: Table): BigqueryTable {
  const { description, columns, partitionedBy, clusteredBy, key: primaryKey } = table;
  return new BigqueryTable(scope, name, {
    datasetId: dataset.datasetId,
    tableId: name,
    description,
    schema: JSON.stringify(bigQueryFields(columns)),
    ...(partitionedBy !== undefined && { timePartitioning: { type: 'DAY', field: partitionedBy } }),
    ...(clusteredBy !== undefined && { clustering: [...clusteredBy] }),
    // BigQuery does not enforce it, but plans joins by it.
    tableConstraints: { primaryKey: { columns: [...primaryKey] } },
    deletionProtection: true,
    labels,
    lifecycle: { preventDestroy: true },
  });
}

function addView(
  scope: Construct,
  dataset: BigqueryDataset,
  view: View,
  deployment: Deployment,
  relations: ReadonlyMap<string, BigqueryTable>,
): BigqueryTable {
  const { name, description, columns } = view;
  // A view has nothing but nullable columns.
  const schema = JSON.stringify(bigQueryFields(columns).map((field) => ({ ...field, mode: 'NULLABLE' })));
  const query = queryOf(view, deployment);
  // The provider cannot change the columns of a view, and holding no data it can be made anew.
  const version = new DataResource(scope, `${name}_version`, { triggersReplace: [hashOf(query + schema)] });
  return new BigqueryTable(scope, name, {
    datasetId: dataset.datasetId,
    tableId: name,
    description,
    schema,
    view: { query, useLegacySql: false },
    deletionProtection: false,
    labels,
    dependsOn: readBy(view, relations),
    lifecycle: { replaceTriggeredBy: [version] },
  });
}

function addTableFunction(
  scope: Construct,
  dataset: BigqueryDataset,
  tableFunction: TableFunction,
  deployment: Deployment,
  relations: ReadonlyMap<string, BigqueryTable>,
): void {
  const { name, description, parameters, columns } = tableFunction;
  const typed = (described: Columns<ResultType>) =>
    Object.entries(described).map(([each, { type }]) => ({ name: each, type: { typeKind: type } }));
  new BigqueryRoutine(scope, name, {
    datasetId: dataset.datasetId,
    routineId: name,
    routineType: 'TABLE_VALUED_FUNCTION',
    language: 'SQL',
    description,
    arguments: typed(parameters).map(({ name: parameter, type }) => ({
      name: parameter,
      argumentKind: 'FIXED_TYPE',
      dataType: JSON.stringify(type),
    })),
    definitionBody: queryOf(tableFunction, deployment),
    returnTableType: JSON.stringify({ columns: typed(columns) }),
    dependsOn: readBy(tableFunction, relations),
  });
}

function queryOf({ sql }: SqlFile, { projectId, names }: Deployment): string {
  return plain(inDataset(sql, `\`${projectId}\`.\`${names.dataset}\``));
}

/** What a query reads has to be there before it, for BigQuery type-checks it when it is made. */
function readBy(query: SqlFile, relations: ReadonlyMap<string, BigqueryTable>): BigqueryTable[] {
  return [...relations].filter(([name]) => reads(query, { name })).map(([, relation]) => relation);
}

/** As Terraform takes it for a text without expressions: https://developer.hashicorp.com/terraform/language/expressions/strings */
function plain(text: string): string {
  return text.replaceAll('${', '$${').replaceAll('%{', '%%{');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
