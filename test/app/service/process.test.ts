import { describe, expect, test } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { projectFolder } from '../../support/command.ts';
import { type ServedFunction, serveFunction } from '../../support/function.ts';
import { type FunctionProcess, startFunction } from '../../support/function-process.ts';
import { readTables } from '../../support/warehouse-file.ts';

const [program, ...args] = packageJson.scripts.function.split(' ');
const range = 'start=2024-02-01&end=2024-03-01';

describe('npm run function', () => {
  test('serves ingest, in words of its own where a body is broken', async () => {
    expect(program).toBe('functions-framework');
    await using stage = await serveFunction();
    await using running = await startNpmFunction(stage);
    expect(await running.call('date=2024-03-01')).toMatchObject({
      status: 200,
      body: { complete: true, days: [{ project: 'en.wikipedia', view_date: '2024-03-01', outcome: 'loaded' }] },
    });
    const broken = { method: 'POST', body: '{"date"' };
    expect(await running.call(broken)).toMatchObject({ status: 400, body: { error: expect.stringContaining('JSON') } });
    const { exitCode, log, stderr } = await running.stop();
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(log.map(({ event }) => event)).toEqual(['planned', 'day', 'committed', 'run', 'refused']);
  });

  test.each([
    { as: 'JSON', headers: { 'content-type': 'application/json' }, body: '{"date"' },
    { as: 'JSON of an unknown charset', headers: { 'content-type': 'application/json; charset=x' }, body: '{"date"' },
    { as: 'a form', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'date=2026-11-20' },
    { as: 'gzip', headers: { 'content-encoding': 'gzip' }, body: 'not gzip at all' },
  ])('answers a body that calls itself $as and is none as it answers everything', async ({ headers, body }) => {
    await using stage = await serveFunction();
    // As a shell or a test runner may leave it.
    await using running = await startNpmFunction(stage, { NODE_ENV: 'development' });
    const answer = await running.call({ method: 'POST', headers: { ...headers }, body });
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(/^Cannot read the body: /) } });
    expect(stage.wikimedia.requests).toEqual([]);
  });

  test('tells its calls apart in the log, also where one waits for the other', async () => {
    await using stage = await serveFunction();
    await using running = await startNpmFunction(stage, { LOG_EXECUTION_ID: 'true' });
    const ids = ['one', 'two', 'three'];
    await Promise.all(
      ids.map((id) => running.call({ query: 'date=2024-03-01', headers: { 'Function-Execution-Id': id } })),
    );
    const { log } = await running.stop();
    const pairs = log.map((line) => `${line.run_id} ${JSON.stringify(line['logging.googleapis.com/labels'])}`);
    expect(new Set(pairs).size).toBe(ids.length);
  });
});

test('ingest that SIGTERM ends in the middle of a run, goes on from there', async () => {
  let victim: FunctionProcess | null = null;
  await using stage = await serveFunction({
    async onRequest({ path }) {
      // Ten days are begun ahead of the one that is waited for: by now some are read, and some are committed.
      if (victim !== null && path.endsWith('all-access/2024/02/04')) await victim.stop('SIGTERM');
    },
  });
  victim = await startNpmFunction(stage);
  await expect(victim.call(range)).rejects.toThrow();
  const { exitCode, stderr } = await victim.stop();
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  victim = null;
  const left = (await readTables(stage.warehouse)).ingested_days;
  expect(await stage.call(range)).toMatchObject({ status: 200, body: { complete: true, remaining: 0 } });

  await using whole = await serveFunction();
  await whole.call(range);
  const expected = await readTables(whole.warehouse);
  expect(await readTables(stage.warehouse)).toEqual(expected);
  for (const day of left.split('\n')) expect(expected.ingested_days).toContain(day);
});

/** A process that shares the warehouse and Wikimedia of a function served here. */
function startNpmFunction(
  { environment }: ServedFunction,
  more: Readonly<Record<string, string>> = {},
): Promise<FunctionProcess> {
  return startFunction({ folder: projectFolder, args, environment: { ...environment, ...more } });
}
