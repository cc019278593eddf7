import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Archive } from '../core/archive.ts';
import { FailedError, messageOf } from '../core/errors.ts';

/** An archive in a local folder; the folder is made with the first write. */
export function folderArchive(folder: string): Archive {
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
        await mkdir(dirname(target), { recursive: true });
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
