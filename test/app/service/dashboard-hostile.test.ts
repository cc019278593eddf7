import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadDays } from '../../support/dashboard.ts';
import { type DashboardFunction, serveDashboardFunction } from '../../support/dashboard-function.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { hostileMessages, hostileTargets } from '../../support/hostile-requests.ts';
import { partition } from '../../support/partitions.ts';
import { request, sendRaw, statusOf } from '../../support/raw-request.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Of these the function hears nothing: Node answers them, or the framework. */
const unheard: readonly string[] = [
  ...['half an encoding', 'no encoding at all', 'an overlong encoding', 'an encoded surrogate'],
  ...['a query of a megabyte', 'a path of a megabyte', 'a header of a megabyte', 'ten thousand headers'],
  ...['an OPTIONS of everything', 'a method of nobody', 'no HTTP', 'two lengths', 'a length and chunks'],
  ...['a header with NUL', 'a header that goes on'],
];

describe('the function dashboard refuses, and tells nothing of itself, of', () => {
  using folder = temporaryFolder();
  let served: DashboardFunction;

  beforeAll(async () => {
    // As the entry point has it: otherwise the framework shows its errors with their stacks.
    vi.stubEnv('NODE_ENV', 'production');
    const file = join(folder.path, 'days.duckdb');
    await loadDays(file, [dayCommit(partition('2026-11-19'))]);
    served = await serveDashboardFunction({ WIKITRENDS_WAREHOUSE: `duckdb:${file}` });
  });

  afterEach(async () => {
    expect((await fetch(`${served.url}/api/v1/top`)).status).toBe(200);
    expect(served.log()).toEqual([]);
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await served[Symbol.asyncDispose]();
  });

  test.each([
    ...Object.entries(hostileTargets).map(([name, target]) => [name, [request(`GET ${target} HTTP/1.1`)]] as const),
    ...Object.entries(hostileMessages),
  ])('%s', async (name, parts) => {
    const answer = await sendRaw(served.url, ...parts);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(statusOf(head), answer.slice(0, 200)).toBeGreaterThanOrEqual(400);
    expect(statusOf(head)).toBeLessThan(500);
    for (const secret of [folder.path, 'duckdb', 'node:', 'node_modules', '    at ', 'SELECT']) {
      expect(body).not.toContain(secret);
    }
    const isHeard = /^Content-Type: application\/problem\+json/im.test(head);
    expect(isHeard).toBe(!unheard.includes(name));
  });
});
