import { type Browser, chromium as driver } from 'playwright-core';
import { unpackChromium } from './chromium.ts';

/** Starts the browser; it reaches this machine and nothing else. */
export async function startBrowser(): Promise<Browser> {
  const { path, environment } = await unpackChromium();
  return driver.launch({
    executablePath: path,
    env: environment,
    args: [
      '--headless=shell',
      // The tests may run as root, which Chromium has no sandbox for.
      '--no-sandbox',
      '--disable-gpu',
      '--lang=en-US',
      '--font-render-hinting=none',
      // Whoever else is asked for is not found.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  });
}
