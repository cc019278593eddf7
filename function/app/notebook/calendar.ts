import type { Settings } from '../../config.ts';
import { dayOf } from '../../core/day.ts';
import { openWarehouse } from '../open.ts';
import { readStatus } from '../status.ts';
import { formatStatus, legend } from '../terminal/calendar.ts';
import { preformatted, type Shown, shown } from './display.ts';

/** What the warehouse holds of the wanted projects, and its gaps; a file that is not there yet holds nothing. */
export async function readCalendar(settings: Settings, now: () => Date): Promise<Shown> {
  const warehouse = await openWarehouse(settings, 'read or empty', { now });
  try {
    const projects = await readStatus(warehouse, { ...settings, onlyWanted: true }, dayOf(now()));
    return shown(preformatted(`${projects.map(formatStatus).join('\n')}\n${legend}`));
  } finally {
    await warehouse.close();
  }
}
