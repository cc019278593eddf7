import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The packages that carry Deno; npm installs the one of the platform. On Linux it needs glibc. */
const builds: Readonly<Record<string, string>> = {
  'linux-x64': '@deno/linux-x64-glibc',
  'linux-arm64': '@deno/linux-arm64-glibc',
  'darwin-x64': '@deno/darwin-x64',
  'darwin-arm64': '@deno/darwin-arm64',
};

const platform = `${process.platform}-${process.arch}`;

/** Deno itself; undefined where there is none for the platform. */
export const denoProgram = findDeno(builds[platform]);

/** Why it is not there, for the title of a test that is skipped. */
export const notForPlatform = `skipped: the tests know Deno for ${Object.keys(builds).join(', ')} (with glibc), not for ${platform}`;

function findDeno(build: string | undefined): string | undefined {
  if (build === undefined) return undefined;
  const ofDeno = createRequire(createRequire(import.meta.url).resolve('deno/package.json'));
  try {
    return join(dirname(ofDeno.resolve(`${build}/package.json`)), 'deno');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
