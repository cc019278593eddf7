import { endings, UsageError } from '../../core/errors.ts';
import { exportFormats, exportRelations } from '../../warehouses/duckdb/export.ts';
import type { Context } from '../context.ts';
import type { Flags } from '../flags.ts';
import { formatCount } from '../format.ts';
import { openDuckDbFile } from '../open.ts';

/** `export`: writes every table and view as a file. */
export async function exportTo({ settings, out, err, json }: Context, flags: Flags): Promise<number> {
  const format = exportFormats.find((known) => known === flags.format) ?? 'parquet';
  if (flags.to === undefined) throw new UsageError('Cannot export: --to is missing; expected a folder');
  if (settings.warehouse.kind !== 'duckdb') {
    throw new UsageError(
      'Cannot export from BigQuery: expected --warehouse duckdb:<file>; from BigQuery, "bq extract" writes files of any size',
    );
  }
  const warehouse = await openDuckDbFile(settings.warehouse, 'read');
  try {
    const files = await exportRelations(warehouse, flags.to, format);
    if (json) out.write(`${JSON.stringify({ files }, null, 1)}\n`);
    else for (const { path, rows } of files) err.write(`${path}  ${formatCount(rows, 'row')}\n`);
    return endings.done.exitCode;
  } finally {
    await warehouse.close();
  }
}
