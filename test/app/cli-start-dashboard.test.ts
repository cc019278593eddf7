import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { runCli } from '../../function/app/cli.ts';
import { openStage, warehouseFile } from '../support/stage.ts';

const noContact = { WIKITRENDS_CONTACT: '', WIKITRENDS_TOP: '' };

test('start on a terminal ends with the dashboard at a printed URL, until Ctrl-C', async () => {
  await using stage = await openStage();
  await using running = startOnTerminal(['start'], stage.path(warehouseFile));
  const url = await running.urlPrinted;
  const answer = await fetch(`${url}/api/v1/top?n=1`);
  expect(await answer.json()).toMatchObject({ project: 'sample.wikipedia', articles: [{ rank: 1 }] });
  expect((await fetch(url)).headers.get('content-type')).toBe('text/html; charset=utf-8');
  running.pressCtrlC();
  expect(await running.exitCode).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
});

test('start without a terminal says where the dashboard would be, and ends', async () => {
  await using stage = await openStage({ settings: noContact });
  const { exitCode, stdout, stderr } = await stage.run(['start']);
  expect(exitCode).toBe(0);
  expect(stderr).toContain('npx wikitrends serve, then http://127.0.0.1:8080');
  expect(stdout).not.toContain('http');
});

test('start --no-serve ends on a terminal, too', async () => {
  await using stage = await openStage();
  await using running = startOnTerminal(['start', '--no-serve'], stage.path(warehouseFile));
  expect(await running.exitCode).toBe(0);
});

/** Runs a command line as on a terminal, as far as its output goes. */
function startOnTerminal(args: readonly string[], file: string) {
  const out = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true });
  const stop = new AbortController();
  const exitCode = runCli(args, {
    environment: { WIKITRENDS_WAREHOUSE: `duckdb:${file}` },
    now: () => new Date(),
    signal: stop.signal,
    out,
    isAttended: true,
    err: new PassThrough().resume(),
  });
  return {
    exitCode,
    urlPrinted: urlIn(out),
    pressCtrlC: () => stop.abort(),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await exitCode;
    },
  };
}

async function urlIn(out: PassThrough): Promise<string> {
  let text = '';
  while (true) {
    const [chunk] = await once(out, 'data');
    text += chunk;
    const [, url] = /^(http:\S+)$/m.exec(text) ?? [];
    if (url !== undefined) return url;
  }
}
