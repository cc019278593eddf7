import { googleError } from '../google/errors.ts';
import { type Catalog, dropSql, nameOf, type Place, type Relation } from './catalog.ts';
import type { Database } from './database.ts';
import { notCovered, refuse } from './errors.ts';
import { columnDdl } from './fields.ts';
import { ok, type Route } from './routes.ts';
import { parsePatch, parseTable } from './table-request.ts';
import { tableResource } from './table-resource.ts';
import { defineView } from './views.ts';

export interface TablesOptions {
  readonly catalog: Catalog;
  readonly database: Database;
  readonly now: () => number;
}

/** https://docs.cloud.google.com/bigquery/docs/reference/rest/v2/tables */
export function tableRoutes({ catalog, database, now }: TablesOptions): readonly Route[] {
  const { connection } = database;

  /** @throws {GoogleApiError} */
  function existing(place: Place): Relation {
    catalog.dataset(place.project, place.dataset);
    const relation = catalog.find(place);
    if (relation === undefined) throw googleError(404, 'notFound', `Not found: Table ${nameOf(place)}`);
    return relation;
  }

  async function resourceOf(relation: Relation): Promise<object> {
    const location = catalog.dataset(relation.project, relation.dataset).location;
    if (relation.view !== null) return tableResource(relation, location, 0);
    const counted = await connection.runAndReadAll(`SELECT COUNT(*) FROM ${catalog.sqlName(relation)}`);
    return tableResource(relation, location, Number(counted.getRows()[0]?.[0]));
  }

  return [
    {
      method: 'POST',
      path: '/datasets/{dataset}/tables',
      async answer({ project, part, json }) {
        const { id, viewQuery, ...table } = parseTable(json(), now());
        const place = { project, dataset: part('dataset'), id };
        const { location } = catalog.dataset(project, place.dataset);
        if (catalog.find(place) !== undefined) {
          throw googleError(409, 'duplicate', `Already Exists: Table ${nameOf(place)}`);
        }
        const times = { createdAt: now(), modifiedAt: now() };
        let relation: Relation = { ...place, ...times, ...table, view: null };
        if (viewQuery !== null) {
          const defined = await defineView(viewQuery, place, { catalog, connection, location }).catch(refuse);
          relation = { ...relation, ...defined };
        } else {
          // BigQuery has tables without columns, too; they become nothing here.
          if (table.fields.length === 0) throw notCovered('tables without a schema');
          await connection.run(`CREATE TABLE ${catalog.sqlName(place)} (${table.fields.map(columnDdl).join(', ')})`);
        }
        catalog.put(relation);
        return ok(await resourceOf(relation));
      },
    },
    {
      method: 'GET',
      path: '/datasets/{dataset}/tables',
      answer({ project, part }) {
        const { location, relations } = catalog.dataset(project, part('dataset'));
        const tables = [...relations.values()].map((relation) => tableResource(relation, location, null));
        const body = { kind: 'bigquery#tableList', totalItems: tables.length };
        return ok({ ...body, ...(tables.length > 0 && { tables }) });
      },
    },
    {
      method: 'GET',
      path: '/datasets/{dataset}/tables/{table}',
      answer: async ({ project, part }) =>
        ok(await resourceOf(existing({ project, dataset: part('dataset'), id: part('table') }))),
    },
    {
      method: 'PATCH',
      path: '/datasets/{dataset}/tables/{table}',
      async answer({ project, part, json }) {
        const relation = existing({ project, dataset: part('dataset'), id: part('table') });
        const { expiresAt = relation.expiresAt, details } = parsePatch(json(), now());
        const changed = { ...relation, expiresAt, modifiedAt: now(), details: { ...relation.details, ...details } };
        catalog.put(changed);
        return ok(await resourceOf(changed));
      },
    },
    {
      method: 'DELETE',
      path: '/datasets/{dataset}/tables/{table}',
      async answer({ project, part }) {
        const relation = existing({ project, dataset: part('dataset'), id: part('table') });
        await connection.run(dropSql(relation, catalog.sqlName(relation)));
        catalog.remove(relation);
        return { status: 204 };
      },
    },
  ];
}
