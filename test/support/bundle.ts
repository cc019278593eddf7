import { existsSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { writeBundle } from '../../infra/bundle.ts';
import { projectFolder } from './command.ts';
import { type FunctionProcess, startFunction } from './function-process.ts';

/** Makes of an empty folder what the platform makes of the bundle: the bundle with what its package.json asks for. */
export async function deployBundle(folder: string): Promise<void> {
  await writeBundle(folder);
  const { dependencies } = readManifest(folder);
  for (const from of packagesFor(Object.keys(dependencies ?? {}))) {
    // Copies, for a link would find all of our own node_modules around it; packages within it come by themselves.
    const isRun = (path: string) => !relative(from, path).startsWith('node_modules') && !/\.(ts|map)$/.test(path);
    await cp(from, join(folder, relative(projectFolder, from)), { recursive: true, filter: isRun });
  }
}

/** Starts the function of a deployed folder the way the platform does. */
export function startBundle({
  folder,
  environment,
}: {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}): Promise<FunctionProcess> {
  return startFunction({ folder, args: [], environment: { FUNCTION_TARGET: 'ingest', ...environment } });
}

/** The folders of the packages with all that they depend on, as our own node_modules has them. */
function packagesFor(names: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>();
  const add = (name: string, dependent: string) => {
    const folder = folderOf(name, dependent);
    if (folders.has(folder)) return;
    folders.add(folder);
    for (const dependency of Object.keys(readManifest(folder).dependencies ?? {})) add(dependency, folder);
  };
  for (const name of names) add(name, projectFolder);
  return folders;
}

/** Where Node finds a package for one that depends on it: in its own node_modules, or the next ones upwards. */
function folderOf(name: string, dependent: string): string {
  const folder = join(dependent, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (relative(projectFolder, dependent) === '') throw new Error(`There is no package ${name} here`);
  return folderOf(name, dirname(dependent));
}

function readManifest(folder: string): { readonly dependencies?: Readonly<Record<string, string>> } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
