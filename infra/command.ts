import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../function/core/errors.ts';
import type { Environment } from '../function/core/variables.ts';
import { writeBundle } from './bundle.ts';
import { readDeploymentFile } from './file.ts';
import { parseDeployment } from './settings.ts';
import { stackName, synthesise } from './stack.ts';
import { applyStack, findTerraform } from './terraform.ts';

const usage = `Usage: node infra/main.ts <synth|deploy|destroy> [--settings FILE] [flags for terraform apply]

  synth     writes the stack as Terraform's JSON into cdktf.out/stacks/${stackName}
  deploy    applies it, with terraform or tofu
  destroy   takes down all but the data: the archive, and the dataset with its tables and views, stay

Settings are in infra/deploy.env (see infra/deploy.env.example) or the environment, which comes first.
`;

export interface Surroundings {
  readonly environment: Environment;
  /** The folder that has infra/deploy.env, and gets dist and cdktf.out. */
  readonly root: string;
  readonly out: (text: string) => void;
}

/** Runs a command line; resolves when it is done. */
export async function runInfra(args: readonly string[], { environment, root, out }: Surroundings): Promise<void> {
  const [command, ...rest] = args;
  if (command === undefined || command === '--help') return out(usage);
  if (command !== 'synth' && command !== 'deploy' && command !== 'destroy') {
    throw new UsageError(`There is no command "${command}"\n${usage}`);
  }
  const { file, flags } = splitFlags(rest);
  if (command === 'synth' && flags.length > 0) throw new UsageError(`Cannot read the flag ${flags[0]}\n${usage}`);
  const inFile = readSettings(file, join(root, 'infra', 'deploy.env'));
  const deployment = parseDeployment({ ...inFile, ...environment });
  const program = command === 'synth' ? null : findTerraform(environment);
  const outdir = join(root, 'cdktf.out');
  const bundle = command === 'destroy' ? null : join(root, 'dist', 'function');
  if (bundle !== null) await writeBundle(bundle);
  synthesise(deployment, { outdir, bundle });
  const folder = join(outdir, 'stacks', stackName);
  out(`${join(folder, 'cdk.tf.json')}\n`);
  if (program !== null) await applyStack(program, { folder, flags, environment });
}

/** The file is ours, everything else is Terraform's. */
function splitFlags(args: readonly string[]): { readonly file: string | null; readonly flags: readonly string[] } {
  const at = args.indexOf('--settings');
  if (at === -1) return { file: null, flags: args };
  const file = args[at + 1];
  if (file === undefined) throw new UsageError('Cannot read --settings: expected a file after it');
  return { file, flags: args.toSpliced(at, 2) };
}

/** The usual file may be missing: then everything is in the environment. */
function readSettings(named: string | null, usual: string): Environment {
  if (named !== null) return readDeploymentFile(named);
  return existsSync(usual) ? readDeploymentFile(usual) : {};
}
