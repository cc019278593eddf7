import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startScript } from '../support/command.ts';
import { loadDays } from '../support/dashboard.ts';
import { dayCommit } from '../support/day-commit.ts';
import { holdWarehouse } from '../support/other-process.ts';
import { partition } from '../support/partitions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('wikitrends serve', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('prints where the dashboard is, and ends well at %s', async (signal) => {
    using folder = temporaryFolder();
    await loadDays(join(folder.path, 'wikitrends.duckdb'), [dayCommit(partition('2026-11-19'))]);
    const running = startScript('function/cli.ts', ['serve', '--port', '0'], { folder: folder.path });
    const url = (await running.printed()).trim();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(url)).text()).toMatch(/^<!doctype html>/i);
    const top = await fetch(`${url}/api/v1/top`);
    expect(await top.json()).toMatchObject({ view_date: '2026-11-19', status: 'loaded' });
    running.kill(signal);
    expect(await running.ended).toMatchObject({ exitCode: 0, stdout: `${url}\n` });
  });

  test('serves what there is: nothing, until something is loaded', async () => {
    using folder = temporaryFolder();
    const running = startScript('function/cli.ts', ['serve', '--port', '0'], { folder: folder.path });
    const url = (await running.printed()).trim();
    const ask = async (path: string) => (await fetch(`${url}/api/v1/${path}`)).json();
    expect(await ask('projects')).toEqual({ projects: [] });
    expect(await ask('top')).toMatchObject({ status: 404 });
    await loadDays(join(folder.path, 'wikitrends.duckdb'), [dayCommit(partition('2026-11-19'))]);
    await expect.poll(() => ask('top'), { timeout: 10_000 }).toMatchObject({ status: 'loaded' });
    running.kill('SIGINT');
    const said = expect.stringContaining('There is no warehouse wikitrends.duckdb yet');
    expect(await running.ended).toMatchObject({ exitCode: 0, stderr: said });
  });

  test('serves nothing of what is no warehouse', async () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, 'wikitrends.duckdb'), 'a list of what to buy');
    const { ended } = startScript('function/cli.ts', ['serve', '--port', '0'], { folder: folder.path });
    const message = expect.stringContaining('it is not a DuckDB database');
    expect(await ended).toMatchObject({ exitCode: 2, stdout: '', stderr: message });
  });

  test('answers 503 while another process loads the first days of all', async () => {
    using folder = temporaryFolder();
    const running = startScript('function/cli.ts', ['serve', '--port', '0'], { folder: folder.path });
    const url = (await running.printed()).trim();
    expect((await fetch(`${url}/api/v1/top`)).status).toBe(404);
    await using writer = await holdWarehouse(join(folder.path, 'wikitrends.duckdb'), '2026-11-19');
    const statusNow = async () => (await fetch(`${url}/api/v1/top`)).status;
    await expect.poll(statusNow, { timeout: 10_000 }).toBe(503);
    await writer.end();
    await expect.poll(statusNow, { timeout: 10_000 }).toBe(200);
    running.kill('SIGINT');
    expect(await running.ended).toMatchObject({ exitCode: 0 });
  });

  test('says so where the port is taken', async () => {
    using folder = temporaryFolder();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = address instanceof Object ? String(address.port) : '';
    const { ended } = startScript('function/cli.ts', ['serve', '--port', port], { folder: folder.path });
    const message = expect.stringContaining(`Cannot serve on port ${port}: expected a free one with --port`);
    expect(await ended).toMatchObject({ exitCode: 75, stdout: '', stderr: message });
    other.close();
  });

  test.each(['x', '-1', '65536', '1.5', ''])('takes no port "%s"', async (port) => {
    using folder = temporaryFolder();
    const { ended } = startScript('function/cli.ts', ['serve', '--port', port], { folder: folder.path });
    expect(await ended).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('--port') });
  });
});
