import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../function/core/errors.ts';
import { type Environment, SettingsError } from '../function/core/variables.ts';
import { bundleFolderIn, writeBundle } from './bundle.ts';
import { readDeploymentFile } from './deployment-file.ts';
import { type Deployment, parseDeployment } from './settings.ts';
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
  if (args.includes('--help')) return out(usage);
  const [command, ...rest] = args;
  if (command !== 'synth' && command !== 'deploy' && command !== 'destroy') {
    throw new UsageError(
      `${command === undefined ? 'A command is missing' : `There is no command "${command}"`}\n${usage}`,
    );
  }
  const { file, flags } = splitFlags(rest);
  if (command === 'synth' && flags.length > 0) throw new UsageError(`There is no flag ${flags[0]}\n${usage}`);
  const deployment = readDeployment(file, root, environment);
  const program = command === 'synth' ? null : findTerraform(environment);
  const outdir = join(root, 'cdktf.out');
  const bundle = command === 'destroy' ? null : bundleFolderIn(root);
  if (bundle !== null) await writeBundle(bundle);
  synthesise(deployment, { outdir, bundle });
  const folder = join(outdir, 'stacks', stackName);
  out(`${join(folder, 'cdk.tf.json')}\n`);
  if (program === null) return;
  out(`${sentenceFor(deployment)}\n`);
  await applyStack(program, { folder, flags, environment });
}

/** Our own flag, as \`--settings FILE\` or \`--settings=FILE\`; every other one is Terraform's. */
function splitFlags(args: readonly string[]): { readonly file: string | null; readonly flags: readonly string[] } {
  const at = args.findIndex((arg) => /^--?settings(=|$)/.test(arg));
  const flag = args[at];
  if (flag === undefined) return { file: null, flags: args };
  const isInOne = flag.includes('=');
  const file = isInOne ? flag.slice(flag.indexOf('=') + 1) : args[at + 1];
  if (!file) throw new UsageError('Cannot read --settings: expected a file after it');
  return { file, flags: args.toSpliced(at, isInOne ? 1 : 2) };
}

/** From the named file, or the usual one, which may be missing: then everything is in the environment. */
function readDeployment(named: string | null, root: string, environment: Environment): Deployment {
  const usual = join(root, 'infra', 'deploy.env');
  const file = named ?? (existsSync(usual) ? usual : null);
  // What is set to nothing is not set.
  const set = Object.entries(environment).filter(([, text]) => text?.trim() !== '');
  try {
    return parseDeployment({ ...(file !== null && readDeploymentFile(file)), ...Object.fromEntries(set) });
  } catch (error) {
    if (!(error instanceof SettingsError) || file !== null) throw error;
    throw new SettingsError([...error.problems, `${usual} is not there: expected a copy of infra/deploy.env.example`]);
  }
}

/** A shell may have set another project than the file: what is about to be changed is said first. */
function sentenceFor({ projectId, region, location, stateBucket }: Deployment): string {
  return `Project ${projectId}, function in ${region}, data in ${location}, state in gs://${stateBucket}`;
}
