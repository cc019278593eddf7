import module from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Asset } from './files.ts';

const { resolve } = module.createRequire(import.meta.url);

/** Of the page's folder, as they stand there: a browser reads them without a build. */
const names = [
  ...['colours.css', 'base.css', 'controls.css', 'list.css', 'bars.css', 'charts.css', 'tables.css', 'calendar.css'],
  'icon.svg',
  ...['address.js', 'api.js', 'article.js', 'calendar.js', 'category.js', 'chart.js', 'controls.js', 'element.js'],
  ...[
    'facts.js',
    'figure.js',
    'format.js',
    'freshness.js',
    'hatching.js',
    'health.js',
    'history.js',
    'language.js',
    'links.js',
  ],
  ...['main.js', 'morph.js', 'notices.js', 'range.js', 'renewal.js', 'scene.js', 'sparkline.js', 'top.js'],
  ...['topics.js', 'trending.js', 'visit.js', 'without-rows.js'],
];

/** All that a browser ever gets: what is not in this list is not served, whatever lies beside it. */
export const assets: readonly Asset[] = [
  { path: '/', file: ofPage('index.html') },
  ...names.map((name) => ({ path: `/${name}`, file: ofPage(name) })),
  { path: '/morphdom.js', file: pathToFileURL(resolve('morphdom/dist/morphdom-esm.js')) },
  { path: '/uplot.js', file: pathToFileURL(resolve('uplot/dist/uPlot.esm.js')) },
  { path: '/uplot.css', file: pathToFileURL(resolve('uplot/dist/uPlot.min.css')) },
];

function ofPage(name: string): URL {
  return new URL(`page/${name}`, import.meta.url);
}
