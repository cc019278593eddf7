import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { analyserProgram, notForPlatform } from './platform.ts';
import { startServer } from './server.ts';

const isThere = analyserProgram !== undefined;

describe.skipIf(!isThere)(isThere ? 'startServer()' : notForPlatform, () => {
  test('leaves neither process nor folder behind when it is disposed of', async () => {
    const server = await startServer();
    const connection = await connectTo(server.address);
    await server[Symbol.asyncDispose]();
    await connection.over;
    expect(existsSync(dirname(pathOf(server.address)))).toBe(false);
  });

  test('leaves no process behind when the process that started it is killed', async () => {
    using folder = temporaryFolder();
    const script = fileURLToPath(new URL('hold-server.ts', import.meta.url));
    const child = spawn(process.execPath, [script], {
      env: { ...process.env, TMPDIR: folder.path },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [address] = await once(child.stdout, 'data');
    const connection = await connectTo(String(address).trim());
    child.kill('SIGKILL');
    await connection.over;
  });

  test('throws, with what the program says, when it does not start', async () => {
    await expect(startServer('/bin/ls')).rejects.toThrow("GoogleSQL's analyser did not start: ");
  });
});

/** Connects to the server; `over` resolves once nobody holds the other end, be it closed or reset. */
async function connectTo(address: string): Promise<{ readonly over: Promise<void> }> {
  const socket = connect(pathOf(address));
  await once(socket, 'connect');
  const { promise: over, resolve } = Promise.withResolvers<void>();
  socket.on('error', () => {}).on('close', () => resolve());
  socket.resume();
  return { over };
}

function pathOf(address: string): string {
  return address.replace('unix:', '');
}
