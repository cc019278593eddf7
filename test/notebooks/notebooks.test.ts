import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { notebookNames, notebooksFolder, readNotebook } from '../support/jupyter/notebook.ts';

const readme = readFileSync(join(notebooksFolder, 'README.md'), 'utf8');

test('the README beside them names each notebook', () => {
  expect([...readme.matchAll(/\]\((\w+\.ipynb)\)/g)].map(([, name]) => name)).toEqual(notebookNames);
});

describe.each(notebookNames)('%s', (name) => {
  const { nbformat, metadata, cells } = readNotebook(name);
  const code = cells.filter(({ cell_type }) => cell_type === 'code');

  test("opens in Deno's kernel", () => {
    expect({ nbformat, metadata }).toMatchObject({
      nbformat: 4,
      metadata: { kernelspec: { name: 'deno' }, language_info: { name: 'typescript' } },
    });
  });

  test('is committed without outputs', () => {
    expect(code.map(({ outputs, execution_count }) => ({ outputs, execution_count }))).toEqual(
      code.map(() => ({ outputs: [], execution_count: null })),
    );
  });

  test('says in words what each of its cells does, and keeps the cell short', () => {
    const lengths = cells.map(({ cell_type, source }, i) =>
      cell_type === 'code' && cells[i - 1]?.cell_type === 'markdown' ? source.length : 0,
    );
    expect(lengths.filter((lines) => lines > 0)).toHaveLength(code.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(20);
  });
});
