import { endings } from '../../core/errors.ts';
import type { Context } from '../context.ts';
import type { Flags } from '../flags.ts';
import { formatCount } from '../format.ts';
import { openWarehouse } from '../open.ts';
import { toStatement } from '../statement.ts';
import { formatResult, parseFormat } from '../terminal/table.ts';
import { readUnloaded } from '../unloaded.ts';

/** Nobody reads longer tables; the other formats print everything. */
const longestTable = 1000;

/** `query`: runs one statement, or what a name with days stands for, and prints its rows. */
export async function query({ settings, now, out, err, json }: Context, flags: Flags, what: string): Promise<number> {
  const projects = flags.project === undefined ? null : settings.projects;
  const { sql, range } = toStatement(what, { ...flags, projects });
  const format = json ? 'json' : parseFormat(flags.format);
  const warehouse = await openWarehouse(settings, 'read', { now });
  try {
    const result = await warehouse.query(sql);
    const shown = format === 'table' ? result.rows.slice(0, longestTable) : result.rows;
    out.write(formatResult({ ...result, rows: shown }, format));
    const more = result.rows.length - shown.length;
    if (more > 0) err.write(`${formatCount(more, 'more row')}: --format csv or json prints them all\n`);
    const unloaded = range && (await readUnloaded(warehouse, { range, projects, wanted: settings.projects }));
    if (unloaded !== null) err.write(`${unloaded}\n`);
    return endings.done.exitCode;
  } finally {
    await warehouse.close();
  }
}
