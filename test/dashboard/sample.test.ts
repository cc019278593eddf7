import { expect, test } from 'vitest';
import { sampleProject } from '../../function/core/sample.ts';
import { dashboardOver } from '../support/dashboard-over.ts';
import { dayCommit } from '../support/day-commit.ts';
import { openInMemory } from '../support/in-memory.ts';
import { french, partition } from '../support/partitions.ts';

test('the made-up sample is the wiki that is meant only where there is no other, and its feeds say what it is', async () => {
  const warehouse = await openInMemory();
  const { json } = await dashboardOver(warehouse);
  await warehouse.commit([dayCommit(partition('2026-11-19', sampleProject))]);
  expect(await json('/api/v1/top')).toMatchObject({ project: sampleProject });
  expect(await json('/api/v1/feed.json')).toMatchObject({ title: expect.stringContaining('made up') });
  await warehouse.commit([dayCommit(partition('2026-11-18', french))]);
  expect(await json('/api/v1/top')).toMatchObject({ project: french });
  expect(await json('/api/v1/projects')).toMatchObject({
    projects: [{ project: french }, { project: sampleProject }],
  });
  expect(await json('/api/v1/feed.json')).toMatchObject({ title: expect.not.stringContaining('made up') });
  await warehouse.close();
});
