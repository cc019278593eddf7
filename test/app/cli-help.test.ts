import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { projectFolder, startProgram, startScript } from '../support/command.ts';
import { openStage, warehouseFile } from '../support/stage.ts';
import { readRows, readTables } from '../support/warehouse-file.ts';

const commands = ['ingest', 'backfill', 'status', 'query', 'export', 'serve', 'start'];

test.each([[], ...commands.map((command) => [command])])('wikitrends %s --help fits a screen', async (...command) => {
  const { exitCode, stdout, stderr } = await startScript('function/cli.ts', [...command, '--help'], {
    folder: projectFolder,
  }).ended;
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const lines = stdout.trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  for (const name of command.length === 0 ? commands : ['--project', '--warehouse', '--archive', '--from-archive']) {
    expect(stdout).toContain(name);
  }
});

test('npx wikitrends --version prints the version, in the folder of the project', async () => {
  const ended = await startProgram('npx', ['--no-install', 'wikitrends', '--version'], { folder: projectFolder }).ended;
  expect(ended).toMatchObject({ exitCode: 0, stdout: `${packageJson.version}\n` });
});

test('notebooks/backfill.ts loads a range with the flags of backfill', async () => {
  await using stage = await openStage();
  const { folder, environment } = stage;
  const range = ['--start', '2024-02-29', '--end', '2024-03-01'];
  const args = [...range, '--project', 'fr.wikipedia', '--warehouse', 'duckdb:x.duckdb', '--json'];
  const ended = await startScript('notebooks/backfill.ts', args, { folder, environment }).ended;
  expect(ended.exitCode).toBe(0);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    complete: true,
    days: [{ outcome: 'loaded' }, { outcome: 'loaded' }],
  });
  await stage.run(['backfill', ...range, '--project', 'fr.wikipedia']);
  expect(await readTables(stage.path('x.duckdb'))).toEqual(await readTables(stage.path(warehouseFile)));
});

test('npm run backfill loads a range, and ends as the command does', async () => {
  await using stage = await openStage();
  const run = (...args: readonly string[]) => {
    const warehouse = ['--warehouse', `duckdb:${stage.path('x.duckdb')}`];
    const { environment } = stage;
    const options = { folder: projectFolder, environment };
    return startProgram('npm', ['run', '--silent', 'backfill', '--', ...args, ...warehouse], options).ended;
  };
  expect(await run('--start', '2024-03-01', '--end', '2024-03-01')).toMatchObject({ exitCode: 0, stdout: '' });
  const days = 'SELECT view_date, status FROM ingested_days';
  expect(await readRows(stage.path('x.duckdb'), days)).toEqual([['2024-03-01', 'loaded']]);
  expect(await run('--start', '2024-03-01')).toMatchObject({ exitCode: 2 });
});
