import { dayOf } from '../../core/day.ts';
import { endings } from '../../core/errors.ts';
import type { Context } from '../context.ts';
import type { Flags } from '../flags.ts';
import { openWarehouse } from '../open.ts';
import { readStatus } from '../status.ts';
import { formatStatus, legend } from '../terminal/calendar.ts';

/** `status`: what is there, what is not, and why; asks nobody but the warehouse. */
export async function status({ settings, now, out, json }: Context, flags: Flags): Promise<number> {
  const warehouse = await openWarehouse(settings, 'read or empty', { now });
  try {
    const wanted = { ...settings, onlyWanted: flags.project !== undefined };
    const projects = await readStatus(warehouse, wanted, dayOf(now()));
    if (json) out.write(`${JSON.stringify({ warehouse: warehouse.name, projects }, null, 1)}\n`);
    else out.write(`${projects.map(formatStatus).join('\n')}\n${legend}`);
    return endings.done.exitCode;
  } finally {
    await warehouse.close();
  }
}
