import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FailedError, messageOf, UsageError } from '../../core/errors.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { tableNames } from '../../schema/tables.ts';
import { readViews } from '../../sql/views.ts';
import { dataset } from './dataset.ts';
import { olderFileError } from './older-file.ts';
import type { DuckDbWarehouse } from './warehouse.ts';

export type ExportFormat = 'parquet' | 'csv' | 'json';
export const exportFormats: readonly ExportFormat[] = ['parquet', 'csv', 'json'];

export interface ExportedFile {
  readonly path: string;
  readonly rows: number;
}

/**
 * Writes every table and view as `<folder>/<name>.<format>`, in a fixed order of rows. Times are in UTC and say so;
 * CSV quotes every text, so that no reader takes `NaN` or `1984` for something else; JSON is one array.
 */
export async function exportRelations(
  warehouse: DuckDbWarehouse,
  folder: string,
  format: ExportFormat,
): Promise<readonly ExportedFile[]> {
  await makeFolder(folder).catch((error: unknown) => {
    throw new UsageError(`Cannot export to ${folder}: expected a folder that can be written (${messageOf(error)})`);
  });
  const files: ExportedFile[] = [];
  for (const relation of [...tableNames, ...readViews().map(({ name }) => name)]) {
    const path = join(folder, `${relation}.${format}`);
    files.push({ path, rows: await exportRelation(warehouse, relation, path, format) });
  }
  return files;
}

async function exportRelation(
  warehouse: DuckDbWarehouse,
  relation: string,
  path: string,
  format: ExportFormat,
): Promise<number> {
  const columns = await columnsOf(warehouse, relation);
  if (columns.length === 0) throw olderFileError(warehouse.name, relation);
  const texts = columns.filter(({ type }) => type === 'VARCHAR').map(({ name }) => name);
  const options = {
    parquet: 'FORMAT parquet, COMPRESSION zstd',
    csv: `FORMAT csv, HEADER, FORCE_QUOTE (${texts.join(', ')})`,
    json: 'FORMAT json, ARRAY true',
  };
  const selected = columns.map(({ name, type }) => (type === 'TIMESTAMP' ? `${inUtc(name, format)} AS ${name}` : name));
  // A file under its final name is whole, whatever happens.
  const unfinished = `${path}.tmp`;
  const copy = `COPY (SELECT ${selected.join(', ')} FROM ${dataset}.${relation} ORDER BY ALL)
    TO '${unfinished.replaceAll("'", "''")}' (${options[format]})`;
  try {
    const { rows } = await warehouse.query(copy);
    await rename(unfinished, path).catch((error: unknown) => {
      throw new FailedError(`Cannot write ${path}: ${messageOf(error)}`, { cause: error });
    });
    return Number(rows[0]?.[0]);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Parquet knows times in UTC; in text they end in Z. */
function inUtc(column: string, format: ExportFormat): string {
  return format === 'parquet' ? `${column} AT TIME ZONE 'UTC'` : `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`;
}

async function columnsOf(
  warehouse: DuckDbWarehouse,
  relation: string,
): Promise<readonly { readonly name: string; readonly type: string }[]> {
  const { rows } = await warehouse.query(`SELECT column_name, data_type FROM duckdb_columns()
    WHERE schema_name = '${dataset}' AND table_name = '${relation}' ORDER BY column_index`);
  return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
}
