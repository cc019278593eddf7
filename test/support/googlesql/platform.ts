import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The analyser as it is built for each platform; on Linux it needs glibc, and there is none for Windows. */
const builds: Readonly<Record<string, string>> = {
  'linux-x64': 'remote_server.so',
  'linux-arm64': 'remote_server_arm.so',
  'darwin-x64': 'remote_server',
  'darwin-arm64': 'remote_server_arm',
};

const platform = `${process.platform}-${process.arch}`;
const build = builds[platform];
const folder = join(dirname(createRequire(import.meta.url).resolve('@fivetrandevelopers/zetasql')), 'zetasql');

/** Where the protocol's definitions are. */
export const protocolFolder = join(folder, 'protos');

/** The program to start; undefined where it is not built for the platform. */
export const analyserProgram = build === undefined ? undefined : join(folder, build);

/** Why it is not there, for the title of a test that is skipped. */
export const notForPlatform = `skipped: GoogleSQL's analyser is built for ${Object.keys(builds).join(', ')}, not for ${platform}`;
