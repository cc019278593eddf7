import { dayOf } from '../../core/day.ts';
import { endings } from '../../core/errors.ts';
import { runChecks } from '../checks.ts';
import type { Context } from '../context.ts';
import type { Flags } from '../flags.ts';
import { openWarehouse } from '../open.ts';
import { readStatus } from '../status.ts';
import { formatStatus, legend } from '../terminal/calendar.ts';
import { formatChecks } from '../terminal/checks.ts';

/** `status`: what is there, what is not, and why; with `--check`, whether it is sound. Asks nobody but the warehouse. */
export async function status({ settings, now, out, json }: Context, flags: Flags): Promise<number> {
  const isCheck = flags.check === true;
  // Where there is nothing, nothing is wrong: a check of it would be worse than none.
  const warehouse = await openWarehouse(settings, isCheck ? 'read' : 'read or empty', { now });
  try {
    const wanted = { ...settings, onlyWanted: flags.project !== undefined };
    const projects = await readStatus(warehouse, wanted, dayOf(now()));
    const checks = isCheck ? await runChecks(warehouse, projects, settings.projects) : null;
    if (json) {
      out.write(
        `${JSON.stringify({ warehouse: warehouse.name, projects, ...(checks && { checks: checks.results }) }, null, 1)}\n`,
      );
    } else {
      out.write(`${projects.map(formatStatus).join('\n')}\n${legend}`);
      if (checks !== null) out.write(`\n${formatChecks(checks)}`);
    }
    const isSound = checks === null || checks.results.every(({ violations }) => violations.length === 0);
    return endings[isSound ? 'done' : 'failed'].exitCode;
  } finally {
    await warehouse.close();
  }
}
