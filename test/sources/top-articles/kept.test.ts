import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openFolderArchive } from '../../../function/archive/folder.ts';
import type { Archive } from '../../../function/core/archive.ts';
import { listKeptDays } from '../../../function/sources/top-articles/kept.ts';
import { english, partition } from '../../support/partitions.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { countOf, rowsOf } from '../../support/warehouse-rows.ts';
import { rankingPath, USER_AGENT } from '../../support/wikimedia/client.ts';
import { now, startWorldRun } from '../../support/world-run.ts';

const day = partition('2024-02-29');
const hole = partition('2024-03-31');

describe('topArticles() keeps in the archive', () => {
  test('the files of the contract and no others', async () => {
    using folder = temporaryFolder();
    await using run = await archiving(folder.path);
    await run.ingest([hole, day]);
    expect(filesIn(folder.path)).toEqual([
      'raw/category_data/en.wikipedia/2024-02-29.json.gz',
      'raw/views_data/en.wikipedia/absent/2024-03-31.json.gz',
      'raw/views_data/en.wikipedia/all-access/2024-02-29.json.gz',
      'raw/views_data/en.wikipedia/desktop/2024-02-29.json.gz',
      'raw/views_data/en.wikipedia/mobile-web/2024-02-29.json.gz',
    ]);
  });

  test('each ranking byte for byte as received', async () => {
    using folder = temporaryFolder();
    await using run = await archiving(folder.path);
    await run.ingest([day]);
    for (const access of ['all-access', 'desktop', 'mobile-web']) {
      const path = rankingPath('en.wikipedia', access, day.day);
      const answer = await fetch(run.wikimedia.url + path, { headers: { 'user-agent': USER_AGENT } });
      const kept = unpacked(folder.path, `raw/views_data/en.wikipedia/${access}/2024-02-29.json.gz`);
      expect(kept.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
    }
  });

  test('what was asked, where it led, and the page with all its categories, for each listed title', async () => {
    using folder = temporaryFolder();
    await using run = await archiving(folder.path);
    await run.ingest([day]);
    const file = unpacked(folder.path, 'raw/category_data/en.wikipedia/2024-02-29.json.gz');
    const titles: readonly KeptTitle[] = JSON.parse(file.toString('utf8'));
    const listed = run.wikimedia.ranking('en.wikipedia', 'all-access', day.day);
    expect(titles.map(({ asked }) => asked)).toEqual(listed.slice(0, titles.length).map(({ article }) => article));
    expect(titles.length).toBe(await countOf(run.warehouse, 'top_articles'));
    for (const { asked, led_to, page, fetched_at } of titles) {
      const truth = run.wikimedia.world.truth('en.wikipedia', asked);
      expect(fetched_at).toBe(now.toISOString());
      if (truth.kind !== 'page') continue;
      expect(led_to).toBe(truth.title);
      expect(page?.categories?.length ?? 0).toBe(truth.categories.length);
    }
  });

  test('a day before it is in the warehouse, and not at all where it cannot be kept', async () => {
    using folder = temporaryFolder();
    const archive = await openFolderArchive(folder.path, 'write');
    const full: Archive = {
      ...archive,
      async write(path, bytes) {
        if (path.startsWith('raw/category_data/')) throw new Error('the disk is full');
        await archive.write(path, bytes);
      },
    };
    await using run = await startWorldRun({ archive: full });
    await expect(run.ingest([day])).rejects.toThrow('the disk is full');
    expect(await rowsOf(run.warehouse, 'ingested_days')).toEqual([]);
    // Its rankings are there, but a day is whole with its titles.
    expect(await listKeptDays(archive, english)).toEqual([]);
  });
});

test('listKeptDays() knows loaded and absent days, packed or not, the oldest first', async () => {
  using folder = temporaryFolder();
  const archive = await openFolderArchive(folder.path, 'write');
  const paths = [
    'raw/category_data/en.wikipedia/2024-03-01.json.gz',
    'raw/category_data/en.wikipedia/2024-02-29.json',
    'raw/category_data/en.wikipedia/README.md',
    'raw/category_data/fr.wikipedia/2024-02-27.json.gz',
    'raw/views_data/en.wikipedia/absent/2024-02-28.json.gz',
    'raw/views_data/en.wikipedia/all-access/2024-02-26.json.gz',
  ];
  for (const path of paths) await archive.write(path, Buffer.from(''));
  expect(await listKeptDays(archive, english)).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
});

interface KeptTitle {
  readonly asked: string;
  readonly led_to: string | null;
  readonly page: { readonly categories?: readonly unknown[] } | null;
  readonly fetched_at: string;
}

async function archiving(folder: string): ReturnType<typeof startWorldRun> {
  return startWorldRun({ archive: await openFolderArchive(folder, 'write'), wikimedia: { holes: [hole] } });
}

function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((path) => path.slice(folder.length + 1)).toSorted();
}

function unpacked(folder: string, path: string): Buffer {
  return gunzipSync(readFileSync(join(folder, path)));
}
