/*
 * A stand-in for BigQuery on this machine, with its tables in DuckDB.
 *
 * Covered, as strictly as the real one: of the REST API v2, datasets (insert, get, list, delete), tables (insert,
 * get, list, patch, delete; views; expiry), routines (insert, get, list, delete; table functions in SQL) and jobs (insert, get, list, cancel, query, getQueryResults with pages).
 * Load jobs of newline-delimited JSON in Cloud Storage, every value checked, all or nothing, with their quota. Query
 * jobs in GoogleSQL: SELECT, INSERT, UPDATE, DELETE, MERGE, TRUNCATE TABLE, CREATE [TEMP] TABLE AS, CREATE VIEW,
 * DROP, scripts of those and transactions with snapshot isolation. Dry runs of queries in jobs.insert. A job id is
 * taken for good. Jobs run one after the other and overlap only where a fault makes one slow, so what conflicts does
 * not depend on chance. Faults of requests and of jobs.
 *
 * Two transactions conflict when both update or delete rows of one table, whichever rows: the first to do so wins, also
 * when it has committed since the other began. What matches no row conflicts with nothing, and neither does an INSERT,
 * nor a MERGE that only inserts. More is not promised of the real one, which may well refuse more: so two overlapping
 * scripts that each delete nothing and insert the same rows double them here. A lone statement waits instead.
 *
 * Stricter than the real one: a load must not change a table's schema, not even with WRITE_TRUNCATE; times in files
 * have a zone; a boolean is true or false; a table function takes no text for a day.
 *
 * Not covered, and refused with 501 or as invalidQuery: legacy SQL, copy and extract jobs, dry runs of loads and in
 * jobs.query, query parameters, destination tables, sessions, DECLARE, SET, IF, loops, procedures, CREATE FUNCTION, exception
 * blocks, DDL with columns, partitions or options, INFORMATION_SCHEMA, other formats than JSON, schemas that are
 * detected, nested and repeated columns, types beside STRING, INT64, FLOAT64, BOOL, DATE and TIMESTAMP, single
 * partitions, wildcards, materialized views, partitions that expire, changes of schema, streaming inserts, uploads,
 * other routines, models, policies.
 *
 * Not covered, and not noticed either: sign-in and permissions; timeouts and labels of jobs; pages of lists; limits
 * beside that of load jobs (partitions, concurrent DML, sizes, rates); partition filters; primary keys, which
 * BigQuery does not enforce itself. SQL runs as DuckDB understands it, apart from literals, comments, names of
 * tables, the names of columns without one and the order of nulls: types are not checked as BigQuery does (it
 * compares no number with a text), functions and operators that only DuckDB has are mostly let through, those only
 * BigQuery has fail, a division by zero is infinite, names of tables that differ in case only are the same,
 * CURRENT_TIMESTAMP is the machine's. Check SQL with GoogleSQL's own analyser as well.
 */
import { type GoogleServer, type GoogleServerOptions, startGoogleServer } from '../google/server.ts';
import { createCatalog } from './catalog.ts';
import { type RowObject, rowObjects } from './cells.ts';
import { openDatabase } from './database.ts';
import { datasetRoutes } from './datasets.ts';
import type { JobRecord } from './job.ts';
import { createJobFaults, type JobFault } from './job-faults.ts';
import { jobRoutes } from './job-routes.ts';
import { createJobs } from './jobs.ts';
import { createLane } from './lane.ts';
import { createLoadQuota } from './load-quota.ts';
import { queryRoutes } from './query-routes.ts';
import { createRouter, type Route } from './routes.ts';
import { routineRoutes } from './routines.ts';
import { tableRoutes } from './tables.ts';
import { createTransactions } from './transactions.ts';

export type { JobRecord } from './job.ts';
export type { JobFault } from './job-faults.ts';

export interface BigQueryOptions extends GoogleServerOptions {
  readonly projects?: readonly string[];
  /** Of datasets and jobs that do not say where they are to be. */
  readonly location?: string;
  /** Where load jobs find their files; null when there is none. */
  readonly readObject: (bucket: string, name: string) => Buffer | null;
  /** The server's clock, in milliseconds. */
  readonly now?: () => number;
  readonly jobFaults?: readonly JobFault[];
  readonly loadJobsPerTableAndDay?: number;
  /** The most rows in one answer. */
  readonly pageRows?: number;
}

export interface BigQueryStandIn extends GoogleServer {
  readonly env: { readonly BIGQUERY_API_URL: string };
  /** In the order in which they were made. */
  readonly jobs: readonly JobRecord[];
  addJobFault(fault: JobFault): void;
  /**
   * Looks into the tables, in DuckDB's SQL: those of the first project are `dataset.table`. Numbers while they are
   * exact, ISO 8601 for times.
   */
  query(sql: string): Promise<readonly RowObject[]>;
  /** Lets every slow job go on, and resolves when all have ended. */
  settle(): Promise<void>;
}

export async function startBigQuery(options: BigQueryOptions): Promise<BigQueryStandIn> {
  const { projects = ['test-project'], location = 'US', now = Date.now, pageRows = 10_000 } = options;
  const lane = createLane();
  const database = await openDatabase();
  const catalog = createCatalog({ projects, database, now });
  const faults = createJobFaults(options.jobFaults ?? []);
  const jobs = createJobs({ lane, faults, now, before: catalog.sweep });
  const jobOptions = {
    database,
    catalog,
    transactions: createTransactions(),
    quota: createLoadQuota(options.loadJobsPerTableAndDay ?? 1500, now),
    readObject: options.readObject,
    location,
    now,
  };

  /** Between jobs and other changes, never in the middle of one. */
  function inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    return lane.run(async () => {
      await catalog.sweep();
      return await work();
    });
  }

  const inLane = (route: Route): Route => ({ ...route, answer: (call) => inTurn(() => route.answer(call)) });
  const router = createRouter([
    ...datasetRoutes({ catalog, database, location, now }).map(inLane),
    ...tableRoutes({ catalog, database, now }).map(inLane),
    ...routineRoutes({ catalog, database, now }).map(inLane),
    ...jobRoutes(jobs, { ...jobOptions, inTurn }),
    ...queryRoutes(jobs, { ...jobOptions, pageRows }),
  ]);
  const server = await startGoogleServer(options, router);

  return {
    ...server,
    env: { BIGQUERY_API_URL: server.url },
    jobs: jobs.all,
    addJobFault: faults.add,
    query: (sql) => inTurn(async () => rowObjects(await database.connection.runAndReadAll(sql))),
    settle: jobs.settle,
    async close() {
      await server.close();
      await lane.run(() => database.close());
    },
  };
}
