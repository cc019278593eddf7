import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../support/browser/browser.ts';
import { loadSample, serveFile } from '../support/dashboard.ts';
import { weighPage } from '../support/page-weight.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { median } from './median.ts';

const visits = 9;

/** The page on the sample, in a real Chromium: how long until the day's list is painted, and what is sent for it. */
export async function* benchPage(): AsyncGenerator<string> {
  using folder = temporaryFolder();
  const file = join(folder.path, 'sample.duckdb');
  await loadSample(file);
  const browser = await startBrowser();
  try {
    const [cold, warm]: [{ ms: number }[], { ms: number }[]] = [[], []];
    for (let visit = 0; visit < visits; visit += 1) {
      // Of a server that has answered nobody yet, then of the same one: in a window of its own, which holds nothing.
      await using server = await serveFile(file);
      cold.push({ ms: await paintedMs(browser, server.url) });
      warm.push({ ms: await paintedMs(browser, server.url) });
    }
    await using server = await serveFile(file);
    const { list, whole } = await weighPage(server.url);
    yield `the page: from the request to the painted list of a day, ${visits} visits each, medians (and the longest)`;
    yield `  a first visit ever    ${described(cold)}`;
    yield `  answers held already  ${described(warm)}`;
    yield `  sent, compressed: ${kilobytes(list)} for the list, ${kilobytes(whole)} with all views and charts`;
  } finally {
    await browser.close();
  }
}

/** Until the frame after the one in which the first entry of the list is there. */
async function paintedMs(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  try {
    await context.addInitScript(`globalThis.painted = new Promise((resolve) => {
      const look = () =>
        document.querySelector('.entry') === null
          ? requestAnimationFrame(look)
          : requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
      look();
    });`);
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'commit' });
    return await page.evaluate<number>('painted');
  } finally {
    await context.close();
  }
}

function described(all: readonly { readonly ms: number }[]): string {
  const longest = Math.max(...all.map(({ ms }) => ms));
  return `${median(all, 'ms').toFixed(0).padStart(4)} ms (${longest.toFixed(0)} ms)`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}
