import Type from 'typebox';
import { parserOf } from '../../../function/core/shape.ts';
import { googleError } from '../google/errors.ts';
import { type Catalog, type Dataset, dropSql } from './catalog.ts';
import type { Database } from './database.ts';
import { invalidRequest, notCovered } from './errors.ts';
import { ok, type Route } from './routes.ts';

export interface DatasetsOptions {
  readonly catalog: Catalog;
  readonly database: Database;
  readonly location: string;
  readonly now: () => number;
}

/** https://docs.cloud.google.com/bigquery/docs/reference/rest/v2/datasets */
export function datasetRoutes({ catalog, database, location, now }: DatasetsOptions): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/datasets',
      async answer({ project, json }) {
        const { datasetReference, location: wanted = location, ...details } = parseDataset(json(), invalidRequest);
        const id = datasetReference.datasetId;
        if (!/^\w{1,1024}$/.test(id)) {
          throw invalidRequest(
            `Invalid dataset ID "${id}". Dataset IDs must be alphanumeric (plus underscores) and must be at most 1024 characters long.`,
          );
        }
        const other = Object.keys(details).find((name) => !DETAILS.has(name));
        if (other !== undefined) throw notCovered(`"${other}" of a dataset`);
        const datasets = catalog.datasets(project);
        if (datasets.has(id)) throw googleError(409, 'duplicate', `Already Exists: Dataset ${project}:${id}`);
        await database.connection.run(`CREATE SCHEMA IF NOT EXISTS ${catalog.sqlSchema(project, id)}`);
        const dataset = {
          project,
          id,
          location: wanted,
          createdAt: now(),
          details,
          relations: new Map(),
          routines: new Map(),
        };
        datasets.set(id, dataset);
        return ok(resourceOf(dataset));
      },
    },
    {
      method: 'GET',
      path: '/datasets',
      answer({ project }) {
        const datasets = [...catalog.datasets(project).values()].map(resourceOf);
        return ok({ kind: 'bigquery#datasetList', ...(datasets.length > 0 && { datasets }) });
      },
    },
    {
      method: 'GET',
      path: '/datasets/{dataset}',
      answer: ({ project, part }) => ok(resourceOf(catalog.dataset(project, part('dataset')))),
    },
    {
      method: 'DELETE',
      path: '/datasets/{dataset}',
      async answer({ project, part, query }) {
        const { id, relations, routines } = catalog.dataset(project, part('dataset'));
        if (relations.size + routines.size > 0 && query.get('deleteContents') !== 'true') {
          throw googleError(400, 'resourceInUse', `Dataset ${project}:${id} is still in use`);
        }
        for (const relation of relations.values()) {
          await database.connection.run(dropSql(relation, catalog.sqlName(relation)));
        }
        for (const routine of routines.values()) {
          await database.connection.run(`DROP MACRO TABLE ${catalog.sqlName(routine)}`);
        }
        catalog.datasets(project).delete(id);
        return { status: 204 };
      },
    },
  ];
}

const parseDataset = parserOf(
  Type.Object({
    datasetReference: Type.Object({ datasetId: Type.String() }),
    location: Type.Optional(Type.String()),
  }),
);

/** What is kept as it is, without any effect here. */
const DETAILS: ReadonlySet<string> = new Set([
  'access',
  'description',
  'friendlyName',
  'labels',
  'storageBillingModel',
]);

function resourceOf({ project, id, location, createdAt, details }: Dataset): object {
  return {
    kind: 'bigquery#dataset',
    id: `${project}:${id}`,
    datasetReference: { projectId: project, datasetId: id },
    ...details,
    location,
    creationTime: String(createdAt),
    lastModifiedTime: String(createdAt),
    type: 'DEFAULT',
  };
}
