import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assets } from '../../../function/dashboard/assets.ts';
import { loadSample, serveFile } from '../../support/dashboard.ts';
import { weighPage } from '../../support/page-weight.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const pageFolder = new URL('../../../function/dashboard/page/', import.meta.url);

test('the page weighs less than 300 kB as it is sent, with its charts and the list of a day', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'sample.duckdb');
  await loadSample(file);
  await using server = await serveFile(file);
  const { list, whole } = await weighPage(server.url);
  expect(whole).toBeLessThan(300_000);
  // Who looks at the list waits for no chart.
  expect(list).toBeLessThan(60_000);
});

test('a browser gets every file of the page, and nothing else that lies there', () => {
  const forBrowsers = readdirSync(pageFolder).filter((name) => !['answers.d.ts', 'tsconfig.json'].includes(name));
  const served = assets.map(({ path }) => path).filter((path) => !/^\/(uplot|morphdom)\./.test(path));
  expect(served.toSorted()).toEqual(forBrowsers.map((name) => (name === 'index.html' ? '/' : `/${name}`)).toSorted());
});

test('the scripts of the list are on their way together, and not one after the other', () => {
  const preloaded = [...read('index.html').matchAll(/rel="modulepreload" href="\/([\w-]+\.js)"/g)].map(
    ([, name]) => name,
  );
  expect(preloaded).toEqual(importedBy('main.js').toSorted());
});

test('every style sheet is linked by the page itself, and waits for no other one', () => {
  const linked = [...read('index.html').matchAll(/rel="stylesheet" href="(\/[\w-]+\.css)"/g)].map(([, path]) => path);
  const served = assets.map(({ path }) => path).filter((path) => path.endsWith('.css'));
  expect(linked.toSorted()).toEqual(served.toSorted());
  for (const name of readdirSync(pageFolder).filter((name) => name.endsWith('.css')))
    expect(read(name)).not.toContain('@import');
});

/** What a script imports at once, and what that imports. */
function importedBy(name: string, seen = new Set<string>()): readonly string[] {
  for (const [, imported = ''] of read(name).matchAll(/^import [^;]*from '\.\/([\w-]+\.js)';$/gm)) {
    if (seen.has(imported)) continue;
    seen.add(imported);
    importedBy(imported, seen);
  }
  return [...seen];
}

function read(name: string): string {
  return readFileSync(new URL(name, pageFolder), 'utf8');
}
