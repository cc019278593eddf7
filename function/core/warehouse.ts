import type { IngestedDay } from '../schema/tables.ts';
import type { Batches } from './source.ts';

/** One partition's ledger row with the rows it stands for. */
export interface DayCommit {
  readonly ledger: IngestedDay;
  readonly batches: Batches;
}

/** What upstream answered about a loaded day when it was asked again. */
export interface DayRecheck {
  readonly project: string;
  readonly view_date: string;
  /** The run that loaded the day whose ledger row was compared. */
  readonly run_id: string;
  /** ISO 8601 in UTC. */
  readonly checked_at: string;
  readonly hasChanged: boolean;
}

export type Cell = string | number | boolean | null;

export interface QueryResult {
  readonly columns: readonly string[];
  /** DATE as `YYYY-MM-DD`, TIMESTAMP as ISO 8601 in UTC, integers beyond 2^53 as text. */
  readonly rows: readonly (readonly Cell[])[];
}

export interface Warehouse {
  /** As a person names it, such as `duckdb:wikitrends.duckdb`. */
  readonly name: string;
  /**
   * Replaces the days with what is given, in one transaction: all of them or none. A day that is not loaded by the ledger
   * given with it replaces none that is.
   */
  commit(days: readonly DayCommit[]): Promise<void>;
  /**
   * Records in the ledger that a loaded day was rechecked, and since when upstream's answer is another one. Resolves
   * to false, and does nothing, where another run has replaced the day meanwhile: what was compared is no longer there.
   */
  recordRecheck(recheck: DayRecheck): Promise<boolean>;
  /** Runs one statement; `{{dataset}}` in it stands for where the tables are. */
  query(sql: string): Promise<QueryResult>;
  close(): Promise<void>;
}
