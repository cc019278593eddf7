import { request } from 'undici';
import { assets } from '../../function/dashboard/assets.ts';

/** Bytes of bodies as they are sent, compressed. */
export interface PageWeight {
  /** What a browser gets before the day's list is there: the page, its scripts and styles, and the list itself. */
  readonly list: number;
  /** All files of the page, the charts with them, and the list. */
  readonly whole: number;
}

/** What only other views bring. */
const later = [
  '/uplot.js',
  '/morphdom.js',
  '/morph.js',
  '/article.js',
  '/calendar.js',
  '/category.js',
  '/chart.js',
  '/figure.js',
  '/hatching.js',
  '/health.js',
  '/history.js',
].concat(['/range.js', '/topics.js', '/trending.js']);

export async function weighPage(url: string): Promise<PageWeight> {
  const answers = await sumOf(url, ['/api/v1/projects', '/api/v1/top?n=100']);
  const paths = assets.map(({ path }) => path);
  const last = await sumOf(url, later);
  const whole = answers + (await sumOf(url, paths));
  return { list: whole - last, whole };
}

async function sumOf(url: string, paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(paths.map((path) => sentBytes(`${url}${path}`)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function sentBytes(url: string): Promise<number> {
  const { statusCode, body } = await request(url, { headers: { 'accept-encoding': 'gzip' } });
  if (statusCode !== 200) throw new Error(`${url} answers ${statusCode}`);
  return (await body.arrayBuffer()).byteLength;
}
