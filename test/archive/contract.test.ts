import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openFolderArchive } from '../../function/archive/folder.ts';
import type { Archive } from '../../function/core/archive.ts';
import { openTestBucket } from '../support/bucket.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Use = (archive: Archive) => Promise<void>;

const kinds: readonly { readonly where: string; readonly withArchive: (use: Use) => Promise<void> }[] = [
  {
    where: 'in a folder',
    async withArchive(use) {
      using folder = temporaryFolder();
      await use(await openFolderArchive(join(folder.path, 'archive'), 'write'));
    },
  },
  {
    where: 'in a bucket',
    async withArchive(use) {
      await using bucket = await openTestBucket();
      await use(bucket.archive());
    },
  },
  {
    where: 'under a prefix of a bucket',
    async withArchive(use) {
      await using bucket = await openTestBucket();
      const other = bucket.archive('other');
      await other.write('raw/2026-09-01.json', Buffer.from('not ours'));
      await use(bucket.archive('some/prefix'));
      expect(await other.read('raw/2026-09-01.json')).toEqual(Buffer.from('not ours'));
      expect(await other.list('raw')).toEqual(['2026-09-01.json']);
    },
  },
];

describe.each(kinds)('an archive $where', ({ withArchive }) => {
  test('gives back the bytes that were written, and the newer ones once there are any', async () => {
    await withArchive(async (archive) => {
      const path = 'raw/views_data/en.wikipedia/all-access/2026-09-01.json.gz';
      await archive.write(path, Buffer.from([0, 1, 255]));
      expect(await archive.read(path)).toEqual(Buffer.from([0, 1, 255]));
      await archive.write(path, Buffer.from([7]));
      expect(await archive.read(path)).toEqual(Buffer.from([7]));
    });
  });

  test('takes the same bytes again, a part of a larger memory, none at all, and a megabyte', async () => {
    await withArchive(async (archive) => {
      const memory = new Uint8Array([1, 2, 3, 4]);
      for (const bytes of [
        memory,
        memory,
        memory.subarray(1, 3),
        new Uint8Array(),
        new Uint8Array(1_000_000).fill(5),
      ]) {
        await archive.write('some.json', bytes);
        expect(Buffer.compare((await archive.read('some.json')) ?? Buffer.from('none'), bytes)).toBe(0);
      }
    });
  });

  test('has nothing under a path where nothing was written', async () => {
    await withArchive(async (archive) => {
      expect(await archive.read('raw/none.json')).toBeNull();
      expect(await archive.list('raw')).toEqual([]);
    });
  });

  test('lists the names directly under a folder, in order', async () => {
    await withArchive(async (archive) => {
      for (const path of ['raw/b.json', 'raw/a.json', 'raw/deeper/c.json', 'rawer/d.json']) {
        await archive.write(path, Buffer.from(path));
      }
      expect(await archive.list('raw')).toEqual(['a.json', 'b.json', 'deeper']);
    });
  });

  test('ends up with one of two that are written at the same time', async () => {
    await withArchive(async (archive) => {
      const both = [Buffer.alloc(1000, 'a'), Buffer.alloc(2000, 'b')];
      await Promise.all(both.map((bytes) => archive.write('day.json', bytes)));
      const read = (await archive.read('day.json')) ?? Buffer.from('none');
      expect(both.some((bytes) => Buffer.compare(bytes, read) === 0)).toBe(true);
    });
  });
});
