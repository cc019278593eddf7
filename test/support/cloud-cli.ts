// Serves stand-ins for BigQuery and Cloud Storage with an empty deployment until Ctrl-C, and prints the settings that
// lead there: for a rehearsal without Google Cloud.
import { openCloudServers } from './cloud.ts';

const cloud = await openCloudServers();
const { environment } = await cloud.deploy();
for (const [name, value] of Object.entries(environment)) process.stdout.write(`${name}=${value}\n`);
process.stderr.write('Serving until Ctrl-C; everything is gone then.\n');
