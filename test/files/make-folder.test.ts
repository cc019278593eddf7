import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder } from '../../function/files/make-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('makeFolder()', () => {
  test('makes the folder and all above it, and leaves one that is there alone', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'a', 'b c', 'd');
    await makeFolder(path);
    writeFileSync(join(path, 'kept'), '');
    await makeFolder(path);
    expect(existsSync(join(path, 'kept'))).toBe(true);
  });

  test('can be asked by many at once', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'a', 'b');
    await Promise.all(Array.from({ length: 8 }, () => makeFolder(path)));
    expect(statSync(path).isDirectory()).toBe(true);
  });

  test('gives up where a file is in the way', async () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, 'file'), 'kept');
    await expect(makeFolder(join(folder.path, 'file'))).rejects.toThrow('EEXIST');
    await expect(makeFolder(join(folder.path, 'file', 'folder'))).rejects.toThrow(/EEXIST|ENOTDIR/);
  });

  test('gives up where nothing can be made, instead of trying for ever', async () => {
    await expect(makeFolder('/proc/self/wikitrends/archive')).rejects.toThrow();
  });
});
