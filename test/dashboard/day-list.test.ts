import { expect, test } from 'vitest';
import { parseDay } from '../../function/core/day.ts';
import { parseProject } from '../../function/core/partition.ts';
import { dayListSql } from '../../function/dashboard/day-list.ts';
import { makeWorld } from '../sql/answers/world.ts';
import { openInMemory } from '../support/in-memory.ts';

const project = 'en.wikipedia';
const seeds = Array.from({ length: 8 }, (_, i) => i + 1);

test.each(seeds)('dayListSql() has the rows of daily_top and trending, day by day (seed %i)', async (seed) => {
  const { days } = makeWorld(seed);
  await using warehouse = await openInMemory();
  await warehouse.commit(days);
  for (const { ledger } of days.filter((_, i) => i % 4 === 0 || i === days.length - 1)) {
    const isOfDay = `daily_top.project = '${project}' AND daily_top.view_date = DATE '${ledger.view_date}'`;
    const expected = await warehouse.query(`
      SELECT daily_top.* EXCLUDE (view_date, project), usual_views_max, multiple_min, history
      FROM daily_top JOIN trending USING (view_date, project, page_id)
      WHERE ${isOfDay} ORDER BY rank`);
    const day = parseDay(ledger.view_date);
    expect(await warehouse.query(dayListSql(parseProject(project), day, 1000))).toEqual(expected);
    const { rows } = await warehouse.query(dayListSql(parseProject(project), day, 2));
    expect(rows).toEqual(expected.rows.slice(0, 2));
  }
});
