import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { FailedError, UsageError } from '../function/core/errors.ts';
import type { Environment } from '../function/core/variables.ts';

const programs: readonly string[] = ['terraform', 'tofu'];

/** The first of Terraform and OpenTofu that is on the PATH. Throws UsageError when neither is. */
export function findTerraform(environment: Environment): string {
  const isThere = (program: string) => spawnSync(program, ['version'], { env: environment }).status === 0;
  const found = programs.find(isThere);
  if (found !== undefined) return found;
  throw new UsageError(
    'Cannot deploy: neither terraform nor tofu is on the PATH; expected Terraform 1.6 or OpenTofu 1.6, or newer ' +
      '(https://developer.hashicorp.com/terraform/install, https://opentofu.org/docs/intro/install)',
  );
}

/** Brings Google Cloud to what the folder describes; it asks before it does so, unless a flag says otherwise. */
export async function applyStack(
  program: string,
  {
    folder,
    flags,
    environment,
  }: {
    readonly folder: string;
    /** Of `terraform apply`. */
    readonly flags: readonly string[];
    readonly environment: Environment;
  },
): Promise<void> {
  // The state of another deployment may have been there before.
  const steps = [
    ['init', '-input=false', '-reconfigure'],
    ['apply', ...flags],
  ];
  for (const args of steps) {
    const child = spawn(program, args, { cwd: folder, env: environment, stdio: 'inherit' });
    const [exitCode, signal] = await once(child, 'exit');
    if (exitCode === 0) continue;
    throw new FailedError(
      `"${program} ${args.join(' ')}" in ${folder} ended with ${exitCode ?? signal}: it says why above`,
    );
  }
}
