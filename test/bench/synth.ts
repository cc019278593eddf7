// One measured process: writes the stack into the folder that its argument names.
import { runInfra } from '../../infra/command.ts';
import { leastSettings } from '../support/stack.ts';

const [, , root = ''] = process.argv;
await runInfra(['synth'], { root, environment: leastSettings, out: () => {} });
