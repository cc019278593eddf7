import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { projectFolder } from '../command.ts';

/** How somebody looks at the page. */
export interface Sight {
  /** Pixels. */
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
}

/** Somebody who looks at the dashboard. */
export interface Reader extends AsyncDisposable {
  readonly page: Page;
  /** Opens an address and waits until it is shown. */
  open(address: string): Promise<void>;
  /** Waits until the page shows this heading, and nothing is on its way. */
  reads(heading: string | RegExp): Promise<void>;
  /** What an accessibility audit finds, a line each. */
  audit(): Promise<readonly string[]>;
  /** Keeps what is seen, for a person to look at. */
  keep(name: string): Promise<void>;
  /** What the browser has complained about. */
  readonly complaints: readonly string[];
}

const screenshots = join(projectFolder, 'screenshots');

/** Opens a browser window of its own. Nothing may be asked of another host. */
export async function openReader(browser: Browser, url: string, sight: Sight = {}): Promise<Reader> {
  const { width = 1200, scheme = 'light' } = sight;
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, baseURL: url });
  await context.addInitScript({ content: axe.source });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) complaints.push(`asked for ${request.url()}`);
  });
  const shown = page.locator('main:not([aria-busy])');
  return {
    page,
    complaints,
    async open(address) {
      await page.goto(address);
      await shown.locator('h1').waitFor();
    },
    async reads(heading) {
      await shown.getByRole('heading', { level: 1, name: heading }).waitFor();
    },
    async audit() {
      const { violations }: AxeResults = await page.evaluate("axe.run({ resultTypes: ['violations'] })");
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
    },
    async keep(name) {
      await mkdir(screenshots, { recursive: true });
      await page.screenshot({ path: join(screenshots, `${name}-${width}-${scheme}.png`), fullPage: true });
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** Expects that nothing is wider than the window: who reads on a phone scrolls one way. */
export async function expectNoSidewaysScrolling({ page }: Reader): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
}
