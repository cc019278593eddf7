import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSettings } from '../function/config.ts';
import { tables } from '../function/schema/tables.ts';
import { readTableFunctions } from '../function/sql/table-functions.ts';
import { readViews } from '../function/sql/views.ts';
import { namesFor } from '../infra/names.ts';
import packageJson from '../package.json' with { type: 'json' };
import { startScript } from './support/command.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('the README', () => {
  it('gives a reason for every dependency, and for nothing else', () => {
    const [section = ''] = readme.split('## Dependencies').slice(1);
    const named = [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(Object.keys(packageJson.dependencies).toSorted());
    for (const name of Object.keys(packageJson.devDependencies)) expect(section).toContain(`\`${name}\``);
  });

  it('names every column of every table', () => {
    const [section = ''] = readme.split('## The tables').slice(1);
    for (const [table, { columns }] of Object.entries(tables)) {
      expect(section).toContain(`\`${table}\``);
      for (const column of Object.keys(columns)) expect(section).toContain(`\`${column}\``);
    }
  });

  it('names every view and table function', () => {
    for (const { name } of [...readViews(), ...readTableFunctions()])
      expect(readme).toMatch(new RegExp(`\\b${name}\\b`));
  });

  it('gives the defaults that the settings really have', () => {
    const variables = [...readme.matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]+)`|none) \|/gm)];
    expect(variables.length).toBeGreaterThan(8);
    const stated = Object.fromEntries(variables.map(([, name, value]) => [name, value]));
    // Setting what is the default anyway changes nothing.
    expect(parseSettings(stated)).toEqual(parseSettings({}));
    const known = readFileSync(new URL('../function/config.ts', import.meta.url), 'utf8');
    for (const name of Object.keys(stated)) expect(known).toContain(`'${name}'`);
  });

  it('deploys in at most six commands, by the names that the stack really has', () => {
    const [cloud = ''] = readme.split('## In the cloud').slice(1);
    const [, bootstrap = ''] = /```sh\n([^`]+)```/.exec(cloud) ?? [];
    expect(bootstrap.trim().split('\n').length).toBeLessThanOrEqual(6);
    const { archive, state, dataset, ingest } = namesFor('my-project-1');
    expect(bootstrap).toContain(`gs://${state} `);
    expect(bootstrap).toContain(`scheduler jobs run ${ingest} `);
    for (const name of [`gs://${archive}/raw`, `bigquery:my-project-1.${dataset} `, `service_name="${ingest}"`]) {
      expect(cloud).toContain(name);
    }
    for (const [, script = ''] of readme.matchAll(/npm run ([\w-]+)/g)) {
      expect(Object.keys(packageJson.scripts)).toContain(script);
    }
  });

  describe('has queries that', () => {
    let folder = '';
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'wikitrends-readme-'));
      expect((await startScript('function/cli.ts', ['start'], { folder }).ended).exitCode).toBe(0);
    });
    afterAll(() => rm(folder, { recursive: true }));

    const queries = [...readme.matchAll(/^npx wikitrends query "([^"]+)"/gm)].map(([, sql = '']) => sql);
    it.each(queries)('run on the sample and find something: %s', async (sql) => {
      const { exitCode, stdout } = await startScript('function/cli.ts', ['query', sql, '--json'], { folder }).ended;
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout).length).toBeGreaterThan(0);
    });

    const named = [...readme.matchAll(/^npx wikitrends query ([a-z_]+ --.+)$/gm)].map(([, args = '']) => args);
    it.each(named)('read a view of the sample and find something: %s', async (args) => {
      const ended = await startScript('function/cli.ts', ['query', ...args.split(' '), '--json'], { folder }).ended;
      expect(ended.exitCode, ended.stderr).toBe(0);
      expect(JSON.parse(ended.stdout).length).toBeGreaterThan(0);
    });

    const shown = [...readme.matchAll(/^\$ npx wikitrends query "(.+)"\n([\s\S]+?)```/gm)];
    it.each(shown.map(([, sql = '', printed = '']) => ({ sql, printed })))('print what is shown: $sql', async (it) => {
      const ended = await startScript('function/cli.ts', ['query', it.sql], { folder }).ended;
      expect(ended).toMatchObject({ exitCode: 0, stderr: '', stdout: it.printed });
    });

    it('are ten questions and their answers', () => {
      expect(shown).toHaveLength(10);
      expect(named.length).toBeGreaterThan(1);
    });
  });
});
