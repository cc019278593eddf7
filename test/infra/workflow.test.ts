import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseDeployment } from '../../infra/settings.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { at, leastSettings } from '../support/stack.ts';

const text = readFileSync(new URL('../../infra/deploy.example.yml', import.meta.url), 'utf8');
const workflow: unknown = parse(text);
const steps = Object.values(Object(at(workflow, 'jobs.deploy.steps')));

describe('the example workflow', () => {
  test('may read the repository and say who it is, and nothing else', () => {
    expect(at(workflow, 'permissions')).toEqual({ contents: 'read', 'id-token': 'write' });
  });

  test('signs in without a key', () => {
    expect(text).not.toMatch(/credentials_json|secrets\./);
    const [signIn] = steps.filter((step) => String(at(step, 'uses')).startsWith('google-github-actions/auth@'));
    expect(Object.keys(Object(at(signIn, 'with')))).toEqual(['workload_identity_provider', 'service_account']);
  });

  test('runs for the branch alone that the stack lets in, one at a time', () => {
    expect(at(workflow, 'on')).toEqual({ push: { branches: ['main'] } });
    expect(at(workflow, 'concurrency')).toEqual({ group: 'deploy', 'cancel-in-progress': false });
  });

  test('tests before it deploys, with scripts that there are', () => {
    const commands = steps.map((step) => at(step, 'run')).filter((command) => command !== undefined);
    expect(commands).toEqual(['npm ci', 'npm test', 'npm run deploy -- -auto-approve']);
    expect(packageJson.scripts).toMatchObject({ deploy: 'node infra/main.ts deploy' });
  });

  test('sets all that has to be set', () => {
    const names = Object.keys(Object(at(workflow, 'jobs.deploy.env')));
    const least: Readonly<Record<string, string>> = leastSettings;
    const set = Object.fromEntries(names.map((name) => [name, least[name] ?? 'owner/name']));
    expect(() => parseDeployment(set)).not.toThrow();
  });
});
