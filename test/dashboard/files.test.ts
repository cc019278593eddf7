import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { readAssets } from '../../function/dashboard/files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const request = { method: 'GET', target: '/', headers: {} };

test('readAssets() serves each file under its path, as what it is, and nothing else', async () => {
  using folder = temporaryFolder();
  const of = (path: string, name: string) => {
    writeFileSync(join(folder.path, name), `the content of ${name}`);
    return { path, file: pathToFileURL(join(folder.path, name)) };
  };
  const files = await readAssets([
    ...[of('/', 'index.html'), of('/page.css', 'page.css'), of('/page.js', 'page.js'), of('/icon.svg', 'icon.svg')],
  ]);
  const served = (path: string) => {
    const { 'Content-Type': type, 'Cache-Control': caching } = files.answer(path, request)?.headers ?? {};
    return [type, caching];
  };
  expect(served('/')).toEqual(['text/html; charset=utf-8', 'no-cache']);
  expect(served('/page.css')).toEqual(['text/css; charset=utf-8', 'no-cache']);
  expect(served('/page.js')).toEqual(['text/javascript; charset=utf-8', 'no-cache']);
  expect(served('/icon.svg')).toEqual(['image/svg+xml', 'no-cache']);
  for (const path of ['/index.html', '/PAGE.CSS', '/page.css/', '//page.css', '/./page.css', '/%70age.css', '']) {
    expect(files.answer(path, request)).toBe(null);
  }
});

test('readAssets() takes no file of a kind that no browser gets', async () => {
  await expect(readAssets([{ path: '/x', file: new URL(import.meta.url) }])).rejects.toThrow('expected one of .html');
});
