import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What each part of the program may import besides itself; what is in no list imports nothing. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'function/schema': [],
  'function/sql': ['function/schema'],
  'function/files': [],
  'function/core': ['function/schema'],
  'function/http': ['function/core'],
  'function/google': ['function/core'],
  'function/archive': ['function/core', 'function/files', 'function/google'],
  'function/sources': ['function/core', 'function/schema', 'function/http'],
  'function/warehouses': ['function/core', 'function/schema', 'function/files', 'function/sql', 'function/google'],
  'function/dashboard': ['function/core', 'function/schema', 'function/sql', 'package.json'],
  'function/config.ts': ['function/core'],
  'function/app': [
    ...['archive', 'config.ts', 'core', 'dashboard', 'google', 'http', 'schema', 'sources', 'sql', 'warehouses'].map(
      (name) => `function/${name}`,
    ),
    'package.json',
  ],
  // What deploys the program reads how it is described, and runs none of it.
  infra: [
    ...['config.ts', 'core', 'schema', 'sql'].map((name) => `function/${name}`),
    ...['package.json', 'package-lock.json'],
  ],
  'notebooks/charts': ['function/app', 'function/core'],
};
const entryPoints = /^(function\/(?!config\.)[a-z-]+\.ts|notebooks\/[a-z-]+\.ts)$/;
const ofEntryPoints = ['function/app', 'function/config.ts', 'function/core'];
/** A cell is for people: what it calls is made for it. */
const ofNotebooks = ['function/notebook.ts', 'notebooks/charts'];

const files = ['function', 'infra', 'notebooks'].flatMap(sourcesIn);
const imports = new Map(files.map((file) => [file, importsOf(file)]));

test('the program is where this test looks for it', () => {
  expect(files).toEqual(
    expect.arrayContaining(['function/cli.ts', 'function/core/ingest.ts', 'notebooks/backfill.ts']),
  );
  expect(imports.get('notebooks/backfill.ipynb')).toEqual(['function/notebook.ts']);
  expect(imports.get('function/core/decide.ts')).toContain('function/core/errors.ts');
});

test('imports point one way: schema ← core ← http, google, sources, warehouses, archive, dashboard ← app ← entry points', () => {
  const wrong = files.flatMap((file) => {
    const own = partOf(file);
    const usable = [own, ...(allowed[own] ?? importsAllowedTo(file))];
    return importedBy(file)
      .filter((imported) => !usable.includes(partOf(imported)))
      .map((imported) => `${file} imports ${imported}`);
  });
  expect(wrong).toEqual([]);
});

test('no file imports itself in a roundabout way', () => {
  expect(files.map(circleFrom).filter((circle) => circle.length > 0)).toEqual([]);
});

test('nothing but entry points and app/process.ts knows the process and its environment', () => {
  const readers = files.filter((file) => {
    if (entryPoints.test(file) || ['function/app/process.ts', 'infra/main.ts', 'infra/bundle.ts'].includes(file)) {
      return false;
    }
    const text = readFileSync(join(root, file), 'utf8');
    return /\bprocess\s*\.|\bprocess\s*\[|['"](node:)?process['"]|import\.meta\.env/.test(text);
  });
  expect(readers).toEqual([]);
});

function importsAllowedTo(file: string): readonly string[] {
  if (file.endsWith('.ipynb')) return ofNotebooks;
  return entryPoints.test(file) ? ofEntryPoints : [];
}

function sourcesIn(folder: string): readonly string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.(ts|ipynb)$/.test(name))
    .map((name) => join(folder, name))
    .toSorted();
}

/** The files of the project that a file imports, in whatever way. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)['"](\.[^'"]+)['"]/g)];
  return specifiers.map(([, specifier = '']) => relative(root, join(root, dirname(file), specifier)));
}

function importedBy(file: string): readonly string[] {
  return imports.get(file) ?? [];
}

/** The folder of `function/` or `notebooks/` that a file lies in, `infra`, or the file itself. */
function partOf(file: string): string {
  return file.startsWith('infra/') ? 'infra' : file.split('/').slice(0, 2).join('/');
}

/** The way from a file back to itself, if there is one. */
function circleFrom(file: string): readonly string[] {
  const seen = new Set<string>();
  const walk = (path: readonly string[]): readonly string[] => {
    for (const next of importedBy(path.at(-1) ?? file)) {
      if (next === file) return [...path, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = walk([...path, next]);
      if (found.length > 0) return found;
    }
    return [];
  };
  return walk([file]);
}
