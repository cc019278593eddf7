import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { FailedError, UsageError } from '../function/core/errors.ts';

const programs: readonly string[] = ['terraform', 'tofu'];

/** The first of Terraform and OpenTofu that is there. Throws UsageError when neither is. */
export function findTerraform(): string {
  const found = programs.find((program) => spawnSync(program, ['version'], { stdio: 'ignore' }).status === 0);
  if (found !== undefined) return found;
  throw new UsageError(
    'Cannot deploy: neither terraform nor tofu is on the PATH; expected Terraform 1.6 or OpenTofu 1.6 or newer ' +
      '(https://developer.hashicorp.com/terraform/install, https://opentofu.org/docs/intro/install)',
  );
}

/** Brings Google Cloud to what the folder describes; asks before it does unless a flag says otherwise. */
export async function applyStack(program: string, folder: string, flags: readonly string[]): Promise<void> {
  await run(program, ['init', '-input=false', '-reconfigure'], folder);
  await run(program, ['apply', ...flags], folder);
}

async function run(program: string, args: readonly string[], folder: string): Promise<void> {
  const child = spawn(program, [...args], { cwd: folder, stdio: 'inherit' });
  const [exitCode] = await once(child, 'exit');
  if (exitCode !== 0) {
    throw new FailedError(`${program} ${args.join(' ')} ended with ${exitCode} in ${folder}: what it printed says why`);
  }
}
