import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder, startScript } from '../support/command.ts';
import { codeOf, notebookNames, notebooksFolder, readNotebook } from '../support/jupyter/notebook.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// The kernel itself strips types without looking at them.
test.each(notebookNames)('the cells of %s, one after the other, are sound TypeScript', async (name) => {
  using folder = temporaryFolder();
  const cells = codeOf(readNotebook(name))
    .join('\n')
    .replaceAll(/from '(\.[^']+)'/g, (_, path) => `from '${join(notebooksFolder, path)}'`);
  await writeFile(join(folder.path, 'cells.mts'), `${kernel}\n${cells}\n`);
  await writeFile(join(folder.path, 'tsconfig.json'), JSON.stringify(configuration));
  const { stdout } = await startScript('node_modules/typescript/bin/tsc', [], { folder: folder.path }).ended;
  expect(stdout).toBe('');
});

const kernel = `declare const Deno: { readonly jupyter: Parameters<typeof openNotebook>[0] };`;

const configuration = {
  extends: join(projectFolder, 'tsconfig.json'),
  compilerOptions: { typeRoots: [join(projectFolder, 'node_modules/@types')] },
  include: [],
  files: ['cells.mts'],
};
