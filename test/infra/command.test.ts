import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../../function/core/errors.ts';
import { runInfra } from '../../infra/command.ts';
import { startScript } from '../support/command.ts';
import { configOf, leastSettings, readStack } from '../support/stack.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Writes down how it is called, and fails where it is told to. */
const standIn = `#!${process.execPath}
const { appendFileSync } = require('node:fs');
const { basename } = require('node:path');
const args = process.argv.slice(2);
if (args[0] !== 'version') appendFileSync(process.env.CALLS, JSON.stringify({ program: basename(process.argv[1]), args, cwd: process.cwd() }) + '\\n');
process.exitCode = args[0] === process.env.FAILING ? 3 : 0;
`;

let folder: ReturnType<typeof temporaryFolder>;
let root = '';
let environment: Record<string, string> = {};
let said: string[] = [];

beforeEach(() => {
  folder = temporaryFolder();
  root = join(folder.path, 'project');
  mkdirSync(join(root, 'infra'), { recursive: true });
  environment = { PATH: join(folder.path, 'programs'), CALLS: join(folder.path, 'calls') };
  said = [];
});
afterEach(() => folder.remove());

describe('synth', () => {
  test('writes the bundle and the stack, and says where', async () => {
    await run('synth', leastSettings);
    const file = join(root, 'cdktf.out/stacks/wikitrends/cdk.tf.json');
    expect(said).toEqual([`${file}\n`]);
    const { source } = configOf(readStack(join(root, 'cdktf.out')), 'google_storage_bucket_object.bundle_object');
    expect(existsSync(join(root, 'cdktf.out/stacks/wikitrends', String(source)))).toBe(true);
  });

  test('writes the stack on a machine without Terraform', async () => {
    vi.stubEnv('PATH', join(folder.path, 'nothing'));
    await run('synth', leastSettings);
    vi.unstubAllEnvs();
    expect(said).toHaveLength(1);
  });

  test('makes the same archive of the same source, whatever umask there is', async () => {
    const archives = new Set<string>();
    const umask = process.umask();
    for (const mask of [0o022, 0o002]) {
      process.umask(mask);
      await run('synth', leastSettings);
      const { name, source } = configOf(
        readStack(join(root, 'cdktf.out')),
        'google_storage_bucket_object.bundle_object',
      );
      const bytes = readFileSync(join(root, 'cdktf.out/stacks/wikitrends', String(source)));
      archives.add(`${name} ${createHash('sha256').update(bytes).digest('hex')}`);
      rmSync(join(root, 'dist'), { recursive: true });
    }
    process.umask(umask);
    expect(archives.size).toBe(1);
  });

  test('reads infra/deploy.env, and the environment before it', async () => {
    const lines = Object.entries({ ...leastSettings, WIKITRENDS_REGION: 'us-east1', WIKITRENDS_BUDGET: '5' });
    writeFileSync(join(root, 'infra/deploy.env'), lines.map(([name, value]) => `${name}=${value}\n`).join(''));
    await run('synth', { WIKITRENDS_REGION: 'us-west1', WIKITRENDS_BUDGET: '' });
    const stack = readStack(join(root, 'cdktf.out'));
    expect(configOf(stack, 'google_cloudfunctions2_function.ingest').location).toBe('us-west1');
    expect(configOf(stack, 'google_billing_budget.budget').amount).toEqual({ specified_amount: { units: '5' } });
  });

  test('reads another file when it is told to, which has to be there', async () => {
    const other = join(folder.path, 'staging.env');
    await expect(run(`synth --settings ${other}`, leastSettings)).rejects.toThrow(`Cannot read ${other}`);
    writeFileSync(other, 'GOOGLE_CLOUD_PROJECT=my-staging-1\n');
    const { GOOGLE_CLOUD_PROJECT: _, ...rest } = leastSettings;
    await run(`synth --settings=${other}`, rest);
    expect(configOf(readStack(join(root, 'cdktf.out')), 'google_storage_bucket.archive').name).toBe(
      'my-staging-1-wikitrends',
    );
  });

  test.each(['synth -auto-approve', 'plan', 'synth --settings'])('refuses "%s"', async (line) => {
    await expect(run(line, leastSettings)).rejects.toThrow(UsageError);
  });

  test('says where the settings would be, when nothing is set at all', async () => {
    await expect(run('synth', {})).rejects.toThrow(
      /deploy\.env is not there: expected a copy of infra\/deploy\.env\.example$/,
    );
  });
});

describe('deploy', () => {
  test('says clearly when neither terraform nor tofu is there, before it does anything', async () => {
    await expect(run('deploy', leastSettings)).rejects.toThrow(
      /^Cannot deploy: neither terraform nor tofu is on the PATH; expected /,
    );
    expect(existsSync(join(root, 'dist'))).toBe(false);
  });

  test.each(['terraform', 'tofu'])('applies the stack with %s, and hands on its flags', async (program) => {
    install(program);
    await run('deploy -auto-approve -parallelism=5', leastSettings);
    const cwd = join(root, 'cdktf.out/stacks/wikitrends');
    expect(calls()).toEqual([
      { program, args: ['init', '-input=false', '-reconfigure'], cwd },
      { program, args: ['apply', '-auto-approve', '-parallelism=5'], cwd },
    ]);
    expect(() => configOf(readStack(join(root, 'cdktf.out')), 'google_cloudfunctions2_function.ingest')).not.toThrow();
    expect(said.at(-1)).toBe(
      'Project my-project-1, function in us-central1, data in US, state in gs://my-project-1-wikitrends-state\n',
    );
  });

  test('takes terraform where both are there, and its own flag from among the others', async () => {
    for (const program of ['terraform', 'tofu']) install(program);
    const settings = join(folder.path, 'other.env');
    writeFileSync(settings, 'WIKITRENDS_BUDGET=7\n');
    await run(`deploy -auto-approve --settings ${settings} -lock=false`, leastSettings);
    expect(calls().map(({ program, args }) => [program, ...args])).toEqual([
      ['terraform', 'init', '-input=false', '-reconfigure'],
      ['terraform', 'apply', '-auto-approve', '-lock=false'],
    ]);
    expect(configOf(readStack(join(root, 'cdktf.out')), 'google_billing_budget.budget').amount).toMatchObject({
      specified_amount: { units: '7' },
    });
  });

  test('fails when apply does', async () => {
    install('tofu');
    environment.FAILING = 'apply';
    await expect(run('deploy', leastSettings)).rejects.toThrow(/"tofu apply" in .* ended with 3: it says why above$/);
  });

  test('applies nothing when init fails', async () => {
    install('terraform');
    environment.FAILING = 'init';
    await expect(run('deploy', leastSettings)).rejects.toThrow(
      /"terraform init .*" in .* ended with 3: it says why above$/,
    );
    expect(calls()).toHaveLength(1);
  });
});

describe('destroy', () => {
  test('applies a stack that has the data and nothing that runs', async () => {
    install('terraform');
    await run('destroy', leastSettings);
    expect(calls().map(({ args }) => args[0])).toEqual(['init', 'apply']);
    const stack = readStack(join(root, 'cdktf.out'));
    expect(() => configOf(stack, 'google_bigquery_table.top_articles')).not.toThrow();
    expect(() => configOf(stack, 'google_cloudfunctions2_function.ingest')).toThrow();
  });
});

describe('node infra/main.ts', () => {
  test('ends with 2 and every problem when the settings are missing', async () => {
    // Not the file that whoever runs the tests may have.
    const settings = join(folder.path, 'empty.env');
    writeFileSync(settings, '');
    const args = ['synth', '--settings', settings];
    const { exitCode, stdout, stderr } = await startScript('infra/main.ts', args, { folder: folder.path }).ended;
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^These settings cannot be used:\n( {2}[A-Z_]+ is not set: expected .+\n){4}$/);
  });

  test('shows how it is used', async () => {
    const { exitCode, stdout } = await startScript('infra/main.ts', ['--help'], { folder: folder.path }).ended;
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Usage: .*synth.*deploy.*destroy/);
  });
});

function run(line: string, settings: Readonly<Record<string, string>>): Promise<void> {
  return runInfra(line.split(' '), {
    root,
    environment: { ...environment, ...settings },
    out: (text) => void said.push(text),
  });
}

function install(program: string): void {
  const file = join(folder.path, 'programs', program);
  mkdirSync(join(folder.path, 'programs'), { recursive: true });
  writeFileSync(file, standIn);
  chmodSync(file, 0o755);
}

interface Called {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

function calls(): readonly Called[] {
  return readFileSync(join(folder.path, 'calls'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
