import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openFolderArchive } from '../../function/archive/folder.ts';
import { FailedError, UsageError } from '../../function/core/errors.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('openFolderArchive()', () => {
  test('gives back the bytes that were written, and the newer ones once there are any', async () => {
    using folder = temporaryFolder();
    const archive = await openFolderArchive(join(folder.path, 'new', 'archive'), 'write');
    await archive.write('raw/views/2026-09-01.json.gz', Buffer.from([0, 1, 255]));
    await archive.write('raw/views/2026-09-01.json.gz', Buffer.from([7]));
    expect(await archive.read('raw/views/2026-09-01.json.gz')).toEqual(Buffer.from([7]));
    expect(archive.name).toBe(`file:${join(folder.path, 'new', 'archive')}`);
  });

  test('has nothing under a path where nothing was written', async () => {
    using folder = temporaryFolder();
    const archive = await openFolderArchive(folder.path, 'read');
    expect(await archive.read('raw/none.json')).toBeNull();
    expect(await archive.list('raw')).toEqual([]);
  });

  test('lists names in order, without what a killed run left unfinished', async () => {
    using folder = temporaryFolder();
    const archive = await openFolderArchive(folder.path, 'write');
    for (const name of ['b.json', 'a.json', 'c.json.8f0e.tmp']) await archive.write(`raw/${name}`, Buffer.from('x'));
    expect(await archive.list('raw')).toEqual(['a.json', 'b.json']);
  });

  test('lets a reader who has begun read the old bytes to their end', async () => {
    using folder = temporaryFolder();
    const archive = await openFolderArchive(folder.path, 'write');
    await archive.write('day.json', Buffer.from('the old bytes'));
    const reader = await open(join(folder.path, 'day.json'));
    await archive.write('day.json', Buffer.from('young'));
    const read = await reader.readFile('utf8');
    await reader.close();
    expect(read).toBe('the old bytes');
    expect(await archive.read('day.json')).toEqual(Buffer.from('young'));
    expect(readdirSync(folder.path)).toEqual(['day.json']);
  });

  test('leaves nothing behind when a write fails, and says what could not be written', async () => {
    using folder = temporaryFolder();
    const archive = await openFolderArchive(folder.path, 'write');
    mkdirSync(join(folder.path, 'day.json', 'full'), { recursive: true });
    const writing = archive.write('day.json', Buffer.from('x'));
    await expect(writing).rejects.toThrow(FailedError);
    await expect(writing).rejects.toThrow(`Cannot write ${join(folder.path, 'day.json')}`);
    expect(readdirSync(folder.path)).toEqual(['day.json']);
  });

  test.each(['/proc/self/wikitrends', '/dev/null/archive'])('refuses to write to %s', async (path) => {
    const opening = openFolderArchive(path, 'write');
    await expect(opening).rejects.toThrow(UsageError);
    await expect(opening).rejects.toThrow(`Cannot open the archive ${path}: expected a folder that can be written`);
  });

  test('refuses to read what is not there, and does not make it', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'none');
    await expect(openFolderArchive(path, 'read')).rejects.toThrow(UsageError);
    expect(existsSync(path)).toBe(false);
  });

  test('refuses to read from a file', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'file');
    writeFileSync(path, 'no folder');
    await expect(openFolderArchive(path, 'read')).rejects.toThrow(UsageError);
  });
});
