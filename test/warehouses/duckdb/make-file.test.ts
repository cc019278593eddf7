import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeDatabaseFile } from '../../../function/warehouses/duckdb/file.ts';
import { openDuckDb } from '../../../function/warehouses/duckdb/warehouse.ts';
import { projectFolder } from '../../support/command.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { partition } from '../../support/partitions.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { countOf } from '../../support/warehouse-rows.ts';

describe('makeDatabaseFile()', () => {
  test('makes a file that opens, and leaves nothing beside it', async () => {
    await expectOneDatabase((path) => makeDatabaseFile(path));
  });

  test('called eight times at once makes one', async () => {
    await expectOneDatabase(async (path) => {
      await Promise.all(Array.from({ length: 8 }, () => makeDatabaseFile(path)));
    });
  });

  test('in four processes at once makes one', async () => {
    await expectOneDatabase(async (path) => {
      const processes = await Promise.all(Array.from({ length: 4 }, () => startMaking(path)));
      expect(await Promise.all(processes.map((finish) => finish()))).toEqual([0, 0, 0, 0]);
    });
  });

  test('leaves every byte of a file that is there', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'mine.duckdb');
    writeFileSync(path, 'mine');
    await makeDatabaseFile(path);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(readdirSync(folder.path)).toEqual(['mine.duckdb']);
  });
});

test('openDuckDb() makes its file beside what a killed process left of one', async () => {
  using folder = temporaryFolder();
  const unfinished = 'days.duckdb.0c5b1d0e-0000-4000-8000-000000000000.new';
  writeFileSync(join(folder.path, unfinished), 'DU');
  await expectToWork(join(folder.path, 'days.duckdb'));
  expect(readdirSync(folder.path).toSorted()).toEqual(['days.duckdb', unfinished]);
});

async function expectOneDatabase(make: (path: string) => Promise<void>): Promise<void> {
  using folder = temporaryFolder();
  const path = join(folder.path, 'days.duckdb');
  await make(path);
  expect(readdirSync(folder.path)).toEqual(['days.duckdb']);
  await expectToWork(path);
}

async function expectToWork(path: string): Promise<void> {
  const warehouse = await openDuckDb(path, 'write');
  await warehouse.commit([dayCommit(partition('2026-09-01'))]);
  expect(await countOf(warehouse, 'ingested_days')).toBe(1);
  await warehouse.close();
}

/** A process that is about to make the file. Resolves to what lets it begin, and this one to its exit code. */
async function startMaking(path: string): Promise<() => Promise<unknown>> {
  const script = `${projectFolder}test/support/make-database.ts`;
  const child = spawn(process.execPath, [script, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), closed]);
  return async () => {
    child.stdin.end('go\n');
    const [exitCode] = await closed;
    return exitCode;
  };
}
