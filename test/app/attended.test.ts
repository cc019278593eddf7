import { expect, test } from 'vitest';
import { isAttended } from '../../function/app/process.ts';

const terminal = { isTTY: true };

test.each([
  [true, 'a terminal', { stdin: terminal, stdout: terminal, env: {} }],
  [true, 'a terminal where CI is said to be off', { stdin: terminal, stdout: terminal, env: { CI: 'false' } }],
  [false, 'a terminal in CI', { stdin: terminal, stdout: terminal, env: { CI: 'true' } }],
  [false, 'a pipe that is read', { stdin: {}, stdout: terminal, env: {} }],
  [false, 'a pipe that is written', { stdin: terminal, stdout: {}, env: {} }],
])('isAttended() is %s for %s', (expected, _, where) => {
  expect(isAttended(where)).toBe(expected);
});
