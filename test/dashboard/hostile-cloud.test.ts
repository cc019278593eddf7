import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../support/command.ts';
import { loadDays } from '../support/dashboard.ts';
import { dayCommit } from '../support/day-commit.ts';
import { type FunctionProcess, startFunction } from '../support/function-process.ts';
import { hostile } from '../support/hostile.ts';
import { partition } from '../support/partitions.ts';
import { sendRaw, statusOf } from '../support/raw-request.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What Node's parser refuses before there is a request; in the cloud, Google's front end stands before it. */
const unreadable = 'Cannot read the request';

/** What the functions framework refuses before the function is asked: a path that it cannot decode, and no path at all. */
const undecodable = 'Expected percent-encoded UTF-8';
const pathless = 'an OPTIONS of everything';

describe('what is meant badly is answered 4xx by the function dashboard, as by `wikitrends serve`:', () => {
  using folder = temporaryFolder();
  let served: FunctionProcess;

  beforeAll(async () => {
    const file = join(folder.path, 'days.duckdb');
    await loadDays(file, [dayCommit(partition('2026-11-19'))]);
    served = await startFunction({
      folder: projectFolder,
      args: ['--source', 'function/main.ts', '--target', 'dashboard'],
      // As a shell or a test runner may leave it.
      environment: { WIKITRENDS_WAREHOUSE: `duckdb:${file}`, NODE_ENV: 'development' },
    });
  });

  afterAll(() => served[Symbol.asyncDispose]());

  describe.each(hostile)('$status, $detail:', ({ status, detail, requests }) => {
    test.each(Object.entries(requests))('%s', async (name, parts) => {
      const answer = await sendRaw(served.url, ...parts);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      if (name === pathless) expect(statusOf(head)).toBe(404);
      else expect(statusOf(head)).toBe(status);
      for (const secret of [folder.path, projectFolder, 'node_modules', 'node:', '    at ', '&nbsp;', 'URIError'])
        expect(answer).not.toContain(secret);
      if (detail === unreadable) expect(body).toBe('');
      else if (name === pathless || (detail === undecodable && !parts.join('').includes('?'))) {
        expect(body).toMatch(/^<!DOCTYPE html>[\s\S]*<pre>(Bad Request|Cannot OPTIONS \*)<\/pre>/);
      } else {
        expect(head).toMatch(/^Content-Type: application\/problem\+json\r?$/im);
        expect(JSON.parse(body)).toMatchObject({ status, detail: expect.stringContaining(detail) });
      }
    });
  });

  test('and what is meant well is answered after all that', async () => {
    const top = await fetch(`${served.url}/api/v1/top`);
    expect(await top.json()).toMatchObject({ status: 'loaded', articles: [{}, {}, {}] });
  });
});
