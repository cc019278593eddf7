import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFolderArchive } from '../../../function/archive/folder.ts';
import type { Archive } from '../../../function/core/archive.ts';
import { topArticles } from '../../../function/sources/top-articles/source.ts';
import { derive } from '../../support/derive.ts';
import { daysBefore, french, partition } from '../../support/partitions.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { contentOf, countOf, rowsOf } from '../../support/warehouse-rows.ts';
import { startWorldRun, type WorldRun } from '../../support/world-run.ts';

const refused = partition('2024-02-20');
const hole = partition('2024-02-27');
const withoutDesktop = partition('2024-02-25');
const loaded = [...daysBefore('2024-02-29', 2), partition('2024-02-29', french), withoutDesktop];
const days = [...loaded, hole, refused];

const folder = temporaryFolder();
let archive: Archive;
let run: WorldRun;

beforeAll(async () => {
  archive = await openFolderArchive(folder.path, 'write');
  run = await startWorldRun({ archive, wikimedia: { holes: [hole] } });
  run.wikimedia.addFault({ kind: 'no-data', when: { match: /desktop\/2024\/02\/25/ } });
  await run.ingest(days.filter((day) => day !== refused));
  run.wikimedia.addFault({ kind: 'no-batchcomplete', when: { kind: 'categories' } });
  await run.ingest([refused]);
});

afterAll(async () => {
  await run[Symbol.asyncDispose]();
  folder.remove();
});

describe('topArticles() from an archive', () => {
  test('gives the same tables, with absent and refused days, and asks nobody', async () => {
    const asked = run.wikimedia.requests.length;
    await using derived = await derive(archive, days);
    expect(run.wikimedia.requests).toHaveLength(asked);
    const { ingested_days, ...rows } = await contentOf(derived.warehouse);
    const original = await contentOf(run.warehouse);
    expect(rows).toEqual({ top_articles: original.top_articles, article_categories: original.article_categories });
    expect(ingested_days).toEqual(original.ingested_days);
    expect(ingested_days.map(({ status, reason }) => ({ status, reason }))).toEqual(
      expect.arrayContaining([
        { status: 'loaded', reason: null },
        { status: 'loaded', reason: 'no desktop ranking' },
        { status: 'absent', reason: 'en.wikipedia never got a ranking for 2024-02-27' },
        { status: 'refused', reason: expect.stringMatching(/^structure: categories of/) },
      ]),
    );
  });

  test('says when the categories were read from the wiki, not from the archive', async () => {
    await using derived = await derive(archive, loaded);
    const categories = await rowsOf(derived.warehouse, 'article_categories');
    expect(categories).toEqual(await rowsOf(run.warehouse, 'article_categories'));
  });

  test('reads plain .json too', async () => {
    using plain = temporaryFolder();
    for (const entry of readdirSync(folder.path, { recursive: true, encoding: 'utf8' })) {
      if (!entry.endsWith('.json.gz')) continue;
      const archived = await openFolderArchive(plain.path, 'write');
      await archived.write(entry.replace(/\.gz$/, ''), gunzipSync(readFileSync(join(folder.path, entry))));
    }
    await using derived = await derive(await openFolderArchive(plain.path, 'read'), days);
    expect(await contentOf(derived.warehouse)).toEqual(await contentOf(run.warehouse));
  });

  test.each([
    ['a ranking that is no gzip', 'raw/views_data/en.wikipedia/all-access/2024-02-28.json.gz', 'garbage'],
    ['titles that end early', 'raw/category_data/en.wikipedia/2024-02-28.json', '[{"asked": "Main_Pa'],
    ['titles of another shape', 'raw/category_data/en.wikipedia/2024-02-28.json', '[{"title": "Main_Page"}]'],
    ['the ranking of another day', 'raw/views_data/en.wikipedia/all-access/2024-02-28.json', '{"items":[]}'],
  ])('fails a day alone for %s', async (_, path, content) => {
    using copy = await copied(folder.path);
    rmSync(join(copy.path, `${path.replace(/\.gz$/, '')}.gz`));
    writeFileSync(join(copy.path, path), content);
    await using derived = await derive(await openFolderArchive(copy.path, 'read'), loaded);
    const { report, verdict } = derived.ending;
    expect(verdict).toBe('failed');
    expect(report.days.map(({ outcome }) => outcome)).toEqual(['loaded', 'failed', 'loaded', 'loaded']);
    expect(report.days[1]?.reason).toContain(`Cannot read ${path.replace(/\.gz$/, '')} in file:${copy.path}`);
    expect(await countOf(derived.warehouse, 'top_articles', `view_date = '2024-02-28'`)).toBe(0);
  });

  test('fails a day that it knows nothing of, and says where to find it', async () => {
    await using derived = await derive(archive, daysBefore('2024-03-01', 2));
    expect(derived.ending.report.days).toMatchObject([
      { outcome: 'failed', reason: expect.stringContaining('holds nothing of en.wikipedia for 2024-03-01: read it') },
      { outcome: 'loaded' },
    ]);
  });

  test('ends when its time is over', async () => {
    const stop = new AbortController();
    const source = topArticles({ top: 100, deviceShares: true }, { from: 'archive', archive });
    const seen: string[] = [];
    for await (const { partition } of source.extract(loaded, stop.signal)) {
      seen.push(partition.day);
      stop.abort();
    }
    expect(seen).toEqual(['2024-02-29']);
  });

  test('gives fewer articles or no device shares where fewer are wanted, and refuses more than it holds', async () => {
    await using fewer = await derive(archive, loaded.slice(0, 1), { top: 10, deviceShares: false });
    expect(await countOf(fewer.warehouse, 'top_articles', 'is_article AND desktop_views IS NULL')).toBe(10);
    await using more = await derive(archive, loaded.slice(0, 1), { top: 200 });
    expect(more.ending.report.days).toMatchObject([{ outcome: 'refused' }]);
  });
});

test('topArticles() keeps no refused day in place of a sound one, so that an archive gives what was loaded', async () => {
  using kept = temporaryFolder();
  const day = [partition('2024-02-29')];
  const keeping = await openFolderArchive(kept.path, 'write');
  await using loading = await startWorldRun({ archive: keeping });
  await loading.ingest(day);
  loading.wikimedia.addFault({ kind: 'no-batchcomplete', when: { kind: 'categories' } });
  expect((await loading.ingest(day, { force: true })).report.days).toMatchObject([{ outcome: 'refused' }]);
  await using derived = await derive(keeping, day);
  expect(await contentOf(derived.warehouse)).toEqual(await contentOf(loading.warehouse));
  // A sound one still takes the place of a sound one.
  const written = await keeping.read('raw/category_data/en.wikipedia/2024-02-29.json.gz');
  await keeping.write('raw/category_data/en.wikipedia/2024-02-29.json.gz', Buffer.from('garbage'));
  await loading.ingest(day, { force: true });
  expect(await keeping.read('raw/category_data/en.wikipedia/2024-02-29.json.gz')).toEqual(written);
});

async function copied(path: string): Promise<ReturnType<typeof temporaryFolder>> {
  const copy = temporaryFolder();
  const target = await openFolderArchive(copy.path, 'write');
  for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
    if (entry.endsWith('.json.gz')) await target.write(entry, readFileSync(join(path, entry)));
  }
  return copy;
}
