import { googleError } from '../google/errors.ts';
import { type Catalog, nameOf, type Place, type Routine } from './catalog.ts';
import type { Database } from './database.ts';
import { refuse } from './errors.ts';
import { ok, type Route } from './routes.ts';
import { parseRoutine } from './routine-request.ts';
import { defineTableFunction } from './table-functions.ts';

export interface RoutinesOptions {
  readonly catalog: Catalog;
  readonly database: Database;
  readonly now: () => number;
}

/** https://docs.cloud.google.com/bigquery/docs/reference/rest/v2/routines, for table functions in SQL. */
export function routineRoutes({ catalog, database, now }: RoutinesOptions): readonly Route[] {
  const { connection } = database;

  /** @throws {GoogleApiError} */
  function existing(place: Place): Routine {
    const found = catalog.dataset(place.project, place.dataset).routines.get(place.id);
    if (found === undefined) throw googleError(404, 'notFound', `Not found: Routine ${nameOf(place)}`);
    return found;
  }

  return [
    {
      method: 'POST',
      path: '/datasets/{dataset}/routines',
      async answer({ project, part, json }) {
        const { id, ...request } = parseRoutine(json());
        const place = { project, dataset: part('dataset'), id };
        const { location, routines } = catalog.dataset(project, place.dataset);
        if (routines.has(id)) throw googleError(409, 'duplicate', `Already Exists: Routine ${nameOf(place)}`);
        const { reads } = await defineTableFunction(request, place, { catalog, connection, location }).catch(refuse);
        const routine = { ...place, ...request, reads, createdAt: now() };
        routines.set(id, routine);
        return ok(resourceOf(routine));
      },
    },
    {
      method: 'GET',
      path: '/datasets/{dataset}/routines',
      answer({ project, part }) {
        const routines = [...catalog.dataset(project, part('dataset')).routines.values()].map(resourceOf);
        return ok(routines.length > 0 ? { routines } : {});
      },
    },
    {
      method: 'GET',
      path: '/datasets/{dataset}/routines/{routine}',
      answer: ({ project, part }) =>
        ok(resourceOf(existing({ project, dataset: part('dataset'), id: part('routine') }))),
    },
    {
      method: 'DELETE',
      path: '/datasets/{dataset}/routines/{routine}',
      async answer({ project, part }) {
        const routine = existing({ project, dataset: part('dataset'), id: part('routine') });
        await connection.run(`DROP MACRO TABLE ${catalog.sqlName(routine)}`);
        catalog.dataset(project, routine.dataset).routines.delete(routine.id);
        return { status: 204 };
      },
    },
  ];
}

function resourceOf({ project, dataset, id, parameters, query, details, createdAt }: Routine): object {
  return {
    routineReference: { projectId: project, datasetId: dataset, routineId: id },
    routineType: 'TABLE_VALUED_FUNCTION',
    language: 'SQL',
    arguments: parameters.map(({ name, type }) => ({ name, dataType: { typeKind: type } })),
    definitionBody: query,
    ...details,
    creationTime: String(createdAt),
    lastModifiedTime: String(createdAt),
  };
}
