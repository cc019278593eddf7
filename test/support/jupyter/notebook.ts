import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../command.ts';

/** A notebook as Jupyter's format has it: https://nbformat.readthedocs.io */
export interface Notebook {
  readonly nbformat: number;
  readonly metadata: {
    readonly kernelspec: { readonly name: string };
    readonly language_info: { readonly name: string };
  };
  readonly cells: readonly NotebookCell[];
}

export interface NotebookCell {
  readonly cell_type: 'markdown' | 'code';
  readonly source: readonly string[];
  /** Of code only. */
  readonly outputs?: readonly unknown[];
  readonly execution_count?: number | null;
}

/** Where the notebooks are. */
export const notebooksFolder = join(projectFolder, 'notebooks');

export const notebookNames = readdirSync(notebooksFolder).filter((name) => name.endsWith('.ipynb'));

export function readNotebook(name: string): Notebook {
  return JSON.parse(readFileSync(join(notebooksFolder, name), 'utf8'));
}

export function codeOf({ cells }: Notebook): readonly string[] {
  return cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source.join(''));
}
