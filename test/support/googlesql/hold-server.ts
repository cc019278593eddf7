import { once } from 'node:events';
import { startServer } from './server.ts';

/** Starts the analyser, says where, and holds it until it is killed itself. */
const { address } = await startServer();
process.stdout.write(`${address}\n`);
await once(process.stdin, 'end');
