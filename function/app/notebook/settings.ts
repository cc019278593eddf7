import { resolve } from 'node:path';
import { parseSettings, type Settings } from '../../config.ts';
import type { Environment } from '../../core/variables.ts';

/**
 * The settings as anywhere, with paths that count from a given folder: a notebook runs in its own, and is to read the
 * file that the command line writes.
 */
export function settingsIn(folder: string, environment: Environment): Settings {
  const settings = parseSettings(environment);
  const { warehouse, archive } = settings;
  return {
    ...settings,
    warehouse: warehouse.kind === 'duckdb' ? { ...warehouse, path: pathIn(folder, warehouse.path) } : warehouse,
    archive: archive?.kind === 'file' ? { ...archive, folder: resolve(folder, archive.folder) } : archive,
  };
}

function pathIn(folder: string, path: string): string {
  return path === ':memory:' ? path : resolve(folder, path);
}
