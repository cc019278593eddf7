/** What is read of a `package-lock.json` (version 3): https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
export interface Lockfile {
  /** By the folder of the package. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The part of a lockfile that a smaller package needs: what is deployed is to the last byte what was tested. */
export function lockfileFor(manifest: Manifest, { packages }: Lockfile) {
  const needed = new Set<string>();
  const add = (name: string, dependent: string): void => {
    const folder = folderOf(name, dependent, packages);
    if (needed.has(folder)) return;
    needed.add(folder);
    for (const dependency of Object.keys(packages[folder]?.dependencies ?? {})) add(dependency, folder);
  };
  for (const name of Object.keys(manifest.dependencies)) add(name, '');
  const { name, version, dependencies } = manifest;
  const locked = [...needed].toSorted().map((folder) => [folder, packages[folder]] as const);
  return {
    name,
    version,
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name, version, dependencies }, ...Object.fromEntries(locked) },
  };
}

/** Where Node finds a package for one that depends on it: in its own node_modules, or the next ones upwards. */
function folderOf(name: string, dependent: string, packages: Lockfile['packages']): string {
  const folder = dependent === '' ? `node_modules/${name}` : `${dependent}/node_modules/${name}`;
  if (packages[folder] !== undefined) return folder;
  if (dependent === '') throw new Error(`Cannot lock ${name}: expected it in package-lock.json`);
  return folderOf(name, dependent.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, ''), packages);
}
