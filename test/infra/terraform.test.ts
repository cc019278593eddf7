import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDeployment } from '../../infra/settings.ts';
import { stackName, synthesise } from '../../infra/stack.ts';
import { findTerraform } from '../../infra/terraform.ts';
import { startProgram } from '../support/command.ts';
import { allSettings, leastSettings } from '../support/stack.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const isWanted = process.env.TERRAFORM_VALIDATE === '1';
const notWanted =
  'terraform validate: only with TERRAFORM_VALIDATE=1, for it needs terraform or tofu and the Google provider';

describe.skipIf(!isWanted)(isWanted ? 'terraform validate' : notWanted, () => {
  test.each([
    { name: 'the least settings', settings: leastSettings, isWhole: true },
    { name: 'everything set', settings: allSettings, isWhole: true },
    { name: 'the data only', settings: allSettings, isWhole: false },
  ])(
    'passes with $name',
    async ({ settings, isWhole }) => {
      using folder = temporaryFolder();
      writeFileSync(join(folder.path, 'main.js'), 'export {};\n');
      const outdir = join(folder.path, 'out');
      synthesise(parseDeployment(settings), { outdir, bundle: isWhole ? folder.path : null });
      const { TF_CLI_CONFIG_FILE } = process.env;
      const environment = TF_CLI_CONFIG_FILE === undefined ? {} : { TF_CLI_CONFIG_FILE };
      const terraform = (...args: readonly string[]) =>
        startProgram(findTerraform(process.env), args, { folder: join(outdir, 'stacks', stackName), environment })
          .ended;
      expect(await terraform('init', '-backend=false', '-input=false')).toMatchObject({ exitCode: 0 });
      expect(await terraform('validate')).toMatchObject({ exitCode: 0, stderr: '' });
    },
    300_000,
  );
});
