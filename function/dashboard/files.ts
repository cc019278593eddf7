import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Answer, DashboardRequest } from './answer.ts';
import { answerRepresented, type Represented, represent, takesGzip } from './represented.ts';

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
};

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
      return answerRepresented(found, {
        isGzipTaken: takesGzip(request),
        ifNoneMatch: request.headers['if-none-match'],
      });
    },
  };
}

async function representFile({ file }: Asset): Promise<Represented> {
  const type = types[extname(file.pathname)];
  if (type === undefined)
    throw new Error(`Cannot serve ${file.pathname}: expected one of ${Object.keys(types).join(', ')}`);
  return represent(await readFile(file), { 'Content-Type': type, 'Cache-Control': 'no-cache' });
}
