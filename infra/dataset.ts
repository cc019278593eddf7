import { createHash } from 'node:crypto';
import { BigqueryDataset } from '@cdktf/provider-google/lib/bigquery-dataset/index.js';
import { BigqueryTable } from '@cdktf/provider-google/lib/bigquery-table/index.js';
import { DataResource } from 'cdktf';
import type { Construct } from 'constructs';
import { bigQueryFields } from '../function/schema/bigquery.ts';
import type { Table } from '../function/schema/column.ts';
import { tables } from '../function/schema/tables.ts';
import { inDataset, readViews, type View } from '../function/sql/views.ts';
import packageJson from '../package.json' with { type: 'json' };
import type { Encryption } from './encryption.ts';
import { labels } from './names.ts';
import type { Deployment } from './settings.ts';

/** The dataset with its tables and views, as the program describes them. */
export function addDataset(scope: Construct, deployment: Deployment, key: Encryption | null): BigqueryDataset {
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
  return dataset;
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

/** A view waits for what it reads, for BigQuery type-checks it when it is made. */
function addView(
  scope: Construct,
  dataset: BigqueryDataset,
  { name, description, columns, sql }: View,
  { projectId, names }: Deployment,
  relations: ReadonlyMap<string, BigqueryTable>,
): BigqueryTable {
  const read = [...relations].filter(([relation]) => new RegExp(`{{dataset}}\\.${relation}\\b`).test(sql));
  // A view has nothing but nullable columns.
  const schema = JSON.stringify(bigQueryFields(columns).map((field) => ({ ...field, mode: 'NULLABLE' })));
  const query = plain(inDataset(sql, `\`${projectId}\`.\`${names.dataset}\``));
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
    dependsOn: read.map(([, relation]) => relation),
    lifecycle: { replaceTriggeredBy: [version] },
  });
}

/** As Terraform takes it for a text without expressions: https://developer.hashicorp.com/terraform/language/expressions/strings */
function plain(text: string): string {
  return text.replaceAll('${', '$${').replaceAll('%{', '%%{');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
