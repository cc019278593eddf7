import { describe, expect, test } from 'vitest';
import { readUnloaded } from '../../function/app/unloaded.ts';
import type { Project } from '../../function/core/partition.ts';
import { sampleProject } from '../../function/core/sample.ts';
import { dayCommit } from '../support/day-commit.ts';
import { openInMemory } from '../support/in-memory.ts';
import { english, french, partition } from '../support/partitions.ts';

const all = null;
const held = [
  dayCommit(partition('2026-09-01')),
  dayCommit(partition('2026-09-02')),
  dayCommit(partition('2026-09-03'), { articles: 0, ledger: { status: 'absent' } }),
  dayCommit(partition('2026-09-01', french)),
  dayCommit(partition('2026-08-01', sampleProject)),
];

describe('readUnloaded()', () => {
  test.each<readonly [string, string, readonly Project[] | null, string | null]>([
    ['2026-09-01', '2026-09-01', all, null],
    ['2026-09-01', '2026-09-02', [english], null],
    ['2026-09-02', '2026-09-02', all, '2026-09-02 is not loaded for fr.wikipedia'],
    [
      '2026-10-01',
      '2026-10-01',
      all,
      '2026-10-01 is not loaded for en.wikipedia, 2026-10-01 is not loaded for fr.wikipedia',
    ],
    ['2026-09-03', '2026-09-03', [english], '2026-09-03 is not loaded'],
    ['2026-08-31', '2026-09-03', [english], '2 of 4 days are not loaded'],
    [
      '2026-09-01',
      '2026-09-03',
      [english, french],
      '1 of 3 days are not loaded for en.wikipedia, 2 of 3 days are not loaded for fr.wikipedia',
    ],
    ['2026-08-01', '2026-08-01', [sampleProject], null],
  ])('of %s to %s says of %o: %s', async (start, end, projects, said) => {
    await using warehouse = await openInMemory();
    await warehouse.commit(held);
    const range = { first: partition(start).day, last: partition(end).day };
    const sentence = await readUnloaded(warehouse, { range, projects, wanted: [english] });
    expect(sentence).toBe(said && `${said}: see wikitrends status`);
  });

  test('is about the wanted projects where nothing is held, and about the sample where that is all', async () => {
    await using warehouse = await openInMemory();
    const { day } = partition('2026-08-01');
    const asked = { range: { first: day, last: day }, projects: all, wanted: [english, french] };
    expect(await readUnloaded(warehouse, asked)).toContain(
      'for en.wikipedia, 2026-08-01 is not loaded for fr.wikipedia',
    );
    await warehouse.commit(held.slice(-1));
    expect(await readUnloaded(warehouse, asked)).toBeNull();
  });
});
