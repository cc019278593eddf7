import { randomUUID } from 'node:crypto';
import { readFile as readFileCallback } from 'node:fs';
import { access, constants, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Archive } from '../core/archive.ts';
import { FailedError, messageOf, UsageError } from '../core/errors.ts';
import { makeFolder } from '../files/make-folder.ts';

/** Twice as fast as the one of `fs/promises`, which goes through a file handle object. */
const readFile = promisify(readFileCallback);

/** Opens an archive in a local folder; a writer makes it. Throws UsageError for a folder that cannot be one. */
export async function openFolderArchive(folder: string, mode: 'read' | 'write'): Promise<Archive> {
  try {
    if (mode === 'write') await makeFolder(folder);
    await access(folder, mode === 'write' ? constants.W_OK | constants.X_OK : constants.R_OK | constants.X_OK);
  } catch (error) {
    const expected = mode === 'write' ? 'a folder that can be written' : 'the folder of an archive';
    throw new UsageError(`Cannot open the archive ${folder}: expected ${expected} (${messageOf(error)})`, {
      cause: error,
    });
  }
  return {
    name: `file:${folder}`,
    async read(path) {
      return orNull(() => readFile(join(folder, path)), `read ${join(folder, path)}`);
    },
    async write(path, bytes) {
      const target = join(folder, path);
      // Renaming is atomic: whoever reads sees the old bytes or the new ones, also after a crash.
      const unfinished = `${target}.${randomUUID()}.tmp`;
      try {
        await makeFolder(dirname(target));
        await writeFile(unfinished, bytes);
        await rename(unfinished, target);
      } catch (error) {
        await rm(unfinished, { force: true }).catch(() => {});
        throw cannot(`write ${target}`, error);
      }
    },
    async list(path) {
      const names = await orNull(() => readdir(join(folder, path)), `list ${join(folder, path)}`);
      return (names ?? []).filter((name) => !name.endsWith('.tmp')).toSorted();
    },
  };
}

async function orNull<T>(attempt: () => Promise<T>, what: string): Promise<T | null> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw cannot(what, error);
  }
}

function cannot(what: string, error: unknown): FailedError {
  return new FailedError(`Cannot ${what}: ${messageOf(error)}`, { cause: error });
}
