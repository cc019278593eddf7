// Writes the folder that Cloud Functions deploys: the program in one file, the page, and a package.json with its lock.
import { chmod, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import packageJson from '../package.json' with { type: 'json' };
import lock from '../package-lock.json' with { type: 'json' };
import { lockfileFor } from './lockfile.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the bundle is, below the folder of the project. */
export function bundleFolderIn(folder: string): string {
  return join(folder, 'dist', 'function');
}

/** The functions framework must be the copy that the platform starts, or that one would not see what is registered. */
const framework = '@google-cloud/functions-framework';

/** Writes the bundle into the folder, which is emptied first, and resolves to its size in bytes. */
export async function writeBundle(folder: string): Promise<number> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['function/main.ts'],
    outfile: join(folder, 'main.js'),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // What is written for CommonJS asks for what only that has.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    external: [framework, '*/warehouses/duckdb/warehouse.ts'],
    keepNames: true,
    legalComments: 'linked',
    metafile: true,
    logLevel: 'warning',
  });
  const manifest = {
    name: packageJson.name,
    version: packageJson.version,
    private: true,
    type: 'module',
    main: 'main.js',
    engines: { node: '24' },
    // What is for browsers they get as the package's own file.
    dependencies: {
      [framework]: packageJson.dependencies[framework],
      morphdom: lock.packages['node_modules/morphdom'].version,
      uplot: lock.packages['node_modules/uplot'].version,
    },
  };
  await copyPage(join(folder, 'page'));
  await writeJson(join(folder, 'package.json'), manifest);
  await writeJson(join(folder, 'package-lock.json'), lockfileFor(manifest, lock));
  // The same bundle is the same archive, whatever umask somebody has.
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
  return Object.values(metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** What a browser gets, beside the program as in `function/dashboard`. */
async function copyPage(folder: string): Promise<void> {
  const page = join(root, 'function', 'dashboard', 'page');
  await mkdir(folder);
  for (const name of await readdir(page)) {
    if (['.html', '.js', '.css', '.svg'].includes(extname(name))) await copyFile(join(page, name), join(folder, name));
  }
}

async function writeJson(path: string, value: object): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

if (import.meta.main) {
  const folder = bundleFolderIn(root);
  const bytes = await writeBundle(folder);
  process.stdout.write(`${(bytes / 1e6).toFixed(1)} MB in ${folder}\n`);
}
