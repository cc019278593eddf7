import { expect, test } from 'vitest';
import { changingWorld } from '../support/changing-world.ts';
import { daysAgo } from '../support/days.ts';
import { openStage } from '../support/stage.ts';

test('ingest notes on the terminal that an old day has changed upstream, and how to load it again', async () => {
  const changed = new Set<string>();
  const settings = { WIKITRENDS_SINCE: daysAgo(8), WIKITRENDS_TOP: '5', WIKITRENDS_ARCHIVE: 'file:kept' };
  await using stage = await openStage({ world: changingWorld(changed), settings });
  const day = daysAgo(8);
  expect(await stage.run(['ingest'])).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('WARNING') });
  changed.add(day);
  const { exitCode, stdout, stderr } = await stage.run(['ingest', '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ complete: true, requests: 3, days: [] });
  expect(stderr).toContain(`WARNING: ${day} en.wikipedia changed: Wikimedia gives other rankings than were loaded.`);
  const [again = ''] = /backfill --start .* --force/.exec(stderr) ?? [];
  expect(await stage.run(again.split(' '))).toMatchObject({ exitCode: 0 });
  const marked = ['query', 'SELECT COUNT(*) AS days FROM ingested_days WHERE changed_at IS NOT NULL', '--json'];
  expect(JSON.parse((await stage.run(marked)).stdout)).toEqual([{ days: 0 }]);

  const asked = stage.wikimedia.requests.length;
  expect(await stage.run(['ingest', '--from-archive'])).toMatchObject({ exitCode: 0 });
  expect(stage.wikimedia.requests).toHaveLength(asked);
});
