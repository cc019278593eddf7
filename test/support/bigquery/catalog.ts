import { googleError } from '../google/errors.ts';
import { type Database, quoteName } from './database.ts';
import { invalidQuery, JobError, notFound } from './errors.ts';
import type { Field } from './fields.ts';
import type { RoutineRequest } from './routine-request.ts';

export interface Dataset {
  readonly project: string;
  readonly id: string;
  readonly location: string;
  /** In milliseconds, like all times here. */
  readonly createdAt: number;
  /** What its maker said of it beyond that: description, labels and the like. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly relations: Map<string, Relation>;
  readonly routines: Map<string, Routine>;
}

/** A table function. */
export interface Routine extends Place, RoutineRequest {
  readonly reads: readonly Place[];
  readonly createdAt: number;
}

/** A table or a view. */
export interface Relation {
  readonly project: string;
  readonly dataset: string;
  readonly id: string;
  readonly fields: readonly Field[];
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly expiresAt: number | null;
  readonly view: View | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface View {
  readonly query: string;
  readonly reads: readonly Place[];
}

/** Where a table or view is. */
export type Place = Pick<Relation, 'project' | 'dataset' | 'id'>;

export interface Catalog {
  readonly projects: readonly string[];
  /** @throws {GoogleApiError} */
  datasets(project: string): Map<string, Dataset>;
  /** @throws {GoogleApiError} */
  dataset(project: string, id: string): Dataset;
  /** Undefined when there is none, or none any more. */
  find(place: Place): Relation | undefined;
  /** What a job of a location means by a name, views with all they read. @throws {JobError} */
  resolve(place: Place, location: string): Relation;
  /** The table function, likewise. @throws {JobError} */
  resolveRoutine(place: Place, location: string): Routine;
  /** The dataset for a job of a location. @throws {JobError} */
  datasetFor(place: Place, location: string): Dataset;
  put(relation: Relation): void;
  remove(place: Place): void;
  /** Whatever is put and removed from now on, the function that is returned takes back. */
  draft(): () => void;
  /** Drops what has expired. */
  sweep(): Promise<void>;
  /** How DuckDB knows it. */
  sqlName(place: Place): string;
  sqlSchema(project: string, dataset: string): string;
  schemaName(project: string, dataset: string): string;
}

export interface CatalogOptions {
  readonly projects: readonly string[];
  readonly database: Database;
  readonly now: () => number;
}

export function createCatalog({ projects, database, now }: CatalogOptions): Catalog {
  const all = new Map(projects.map((project) => [project, new Map<string, Dataset>()]));

  function datasets(project: string): Map<string, Dataset> {
    const found = all.get(project);
    if (found === undefined) throw googleError(404, 'notFound', `Not found: Project ${project}`);
    return found;
  }

  function find({ project, dataset, id }: Place): Relation | undefined {
    const relation = all.get(project)?.get(dataset)?.relations.get(id);
    return relation === undefined || hasExpired(relation) ? undefined : relation;
  }

  function hasExpired({ expiresAt }: Relation): boolean {
    return expiresAt !== null && expiresAt <= now();
  }

  function datasetFor(place: Place, location: string): Dataset {
    const ofProject = all.get(place.project);
    if (ofProject === undefined) throw denied(place, location);
    const dataset = ofProject.get(place.dataset);
    if (dataset === undefined || !isSameLocation(dataset.location, location)) {
      throw notFound(`Dataset ${place.project}:${place.dataset} was not found in location ${location}`);
    }
    return dataset;
  }

  function resolve(place: Place, location: string): Relation {
    datasetFor(place, location);
    const relation = find(place);
    if (relation === undefined) throw notFound(`Table ${nameOf(place)} was not found in location ${location}`);
    for (const read of relation.view?.reads ?? []) resolve(read, location);
    return relation;
  }

  function resolveRoutine(place: Place, location: string): Routine {
    const routine = datasetFor(place, location).routines.get(place.id);
    if (routine === undefined) throw invalidQuery(`Table-valued function not found: ${nameOf(place)}`);
    for (const read of routine.reads) resolve(read, location);
    return routine;
  }

  // The datasets of the first project are DuckDB's schemas as they are, for tests that look into them.
  const schemaName = (project: string, dataset: string) =>
    project === projects[0] ? dataset : `${project}.${dataset}`;
  const sqlSchema = (project: string, dataset: string) => `${database.name}.${quoteName(schemaName(project, dataset))}`;
  const sqlName = ({ project, dataset, id }: Place) => `${sqlSchema(project, dataset)}.${quoteName(id)}`;

  return {
    projects,
    datasets,
    dataset(project, id) {
      const found = datasets(project).get(id);
      if (found === undefined) throw googleError(404, 'notFound', `Not found: Dataset ${project}:${id}`);
      return found;
    },
    find,
    resolve,
    resolveRoutine,
    datasetFor,
    put(relation) {
      datasets(relation.project).get(relation.dataset)?.relations.set(relation.id, relation);
    },
    remove({ project, dataset, id }) {
      datasets(project).get(dataset)?.relations.delete(id);
    },
    draft() {
      const kept = [...all.values()]
        .flatMap((ofProject) => [...ofProject.values()])
        .map(({ relations }) => ({ relations, former: [...relations] }));
      return () => {
        for (const { relations, former } of kept) {
          relations.clear();
          for (const [id, relation] of former) relations.set(id, relation);
        }
      };
    },
    async sweep() {
      for (const { relations } of [...all.values()].flatMap((ofProject) => [...ofProject.values()])) {
        for (const relation of relations.values()) {
          if (!hasExpired(relation)) continue;
          relations.delete(relation.id);
          await database.connection.run(dropSql(relation, sqlName(relation)));
        }
      }
    },
    sqlName,
    sqlSchema,
    schemaName,
  };
}

/** As BigQuery's messages write it. */
export function nameOf({ project, dataset, id }: Place): string {
  return `${project}:${dataset}.${id}`;
}

export function dropSql({ view }: Pick<Relation, 'view'>, name: string): string {
  return `DROP ${view === null ? 'TABLE' : 'VIEW'} IF EXISTS ${name}`;
}

export function isSameLocation(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function denied(place: Place, location: string): JobError {
  const message =
    `Access Denied: Table ${nameOf(place)}: User does not have permission to query table ${nameOf(place)}, ` +
    `or perhaps it does not exist in location ${location}.`;
  return new JobError({ reason: 'accessDenied', message });
}
