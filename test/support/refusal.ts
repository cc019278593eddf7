import { expect } from 'vitest';
import type { Ended } from './command.ts';

/** A command that could not do what it was told says so to a person: in plain words, on stderr, and nowhere else. */
export function expectRefusal(ended: Ended, exitCode: number, ...said: readonly (string | RegExp)[]): void {
  const { stderr } = ended;
  expect(ended, stderr).toMatchObject({ exitCode, signal: null, stdout: '' });
  expect(stderr).not.toMatch(/\n\s+at /);
  for (const words of said) expect(stderr).toMatch(words);
}
