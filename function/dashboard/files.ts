import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Answer, DashboardRequest } from './answer.ts';
import { answerRepresented, type Represented, represent } from './represented.ts';

/** A file of the page, and the path under which a browser gets it. */
export interface Asset {
  readonly path: string;
  readonly file: URL;
}

/** The types of what a page is made of; others are not served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** A name with a hash of its content in it, such as `page.3f2a9c01.js`, never holds anything else. */
const hashed = /\.[0-9a-f]{8,}\.\w+$/;

/** The files of the page by their paths, read once: a path that is none of these leads nowhere. */
export interface Files {
  answer(path: string, request: DashboardRequest): Answer | null;
}

export async function readAssets(assets: readonly Asset[]): Promise<Files> {
  const read = await Promise.all(assets.map(async (asset) => [asset.path, await representFile(asset)] as const));
  const byPath = new Map<string, Represented>(read);
  return {
    answer(path, request) {
      const found = byPath.get(path);
      if (found === undefined) return null;
      const caching = hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
      return answerRepresented(found, request, { 'Cache-Control': caching });
    },
  };
}

async function representFile({ file }: Asset): Promise<Represented> {
  const type = types[extname(file.pathname)];
  if (type === undefined)
    throw new Error(`Cannot serve ${file.pathname}: expected one of ${Object.keys(types).join(', ')}`);
  return represent(type, await readFile(file));
}
