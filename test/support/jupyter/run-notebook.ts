import { startKernel } from './kernel.ts';
import { codeOf, notebooksFolder, readNotebook } from './notebook.ts';
import type { Outcome } from './outcome.ts';

export interface RunOptions {
  /** The settings, as the environment of Jupyter gives them to its kernels. */
  readonly environment: Readonly<Record<string, string>>;
  /** What a person fills in before running: texts that are there, and what takes their place. */
  readonly filledIn?: Readonly<Record<string, string>>;
}

/** Runs the code cells of a notebook in order in a kernel of their own, as "Run all" does: up to the first that fails. */
export async function runNotebook(
  name: string,
  { environment, filledIn = {} }: RunOptions,
): Promise<readonly Outcome[]> {
  await using kernel = await startKernel({ folder: notebooksFolder, environment });
  const outcomes: Outcome[] = [];
  for (const code of fillIn(codeOf(readNotebook(name)), filledIn)) {
    const outcome = await kernel.run(code);
    outcomes.push(outcome);
    if (outcome.error !== null) break;
  }
  return outcomes;
}

function fillIn(cells: readonly string[], filledIn: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(filledIn).reduce<readonly string[]>((filled, [blank, value]) => {
    if (!filled.some((code) => code.includes(blank))) throw new Error(`No cell has the blank "${blank}"`);
    return filled.map((code) => code.replaceAll(blank, value));
  }, cells);
}
