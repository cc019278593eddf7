import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A second process that has loaded a day into a warehouse file and still has it open. */
export interface OtherProcess extends AsyncDisposable {
  /** Ends it in good order. */
  end(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

export async function holdWarehouse(path: string, day: string): Promise<OtherProcess> {
  const script = fileURLToPath(new URL('hold-warehouse.ts', import.meta.url));
  const child = spawn(process.execPath, [script, path, day], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const kill = async () => {
    child.kill('SIGKILL');
    await closed;
  };
  const [said] = await Promise.race([once(child.stdout, 'data'), closed]);
  if (String(said) !== 'loaded\n') throw new Error(`The other process said ${String(said)}`);
  return {
    kill,
    async end() {
      child.stdin.end();
      await closed;
    },
    [Symbol.asyncDispose]: kill,
  };
}
