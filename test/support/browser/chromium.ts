import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inflate } from '@sparticuz/chromium';
import lock from '../../../package-lock.json' with { type: 'json' };
import { projectFolder } from '../command.ts';

/** A Chromium that is ready to start. */
export interface Chromium {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What the package carries, and only for this platform. */
export const hasChromium = process.platform === 'linux' && process.arch === 'x64';

/** Why it is not there, for the title of a test that says so. */
export const notForPlatform = `skipped: the tests' Chromium is built for linux-x64, not for ${process.platform}-${process.arch}`;

const packaged = 'node_modules/@sparticuz/chromium';
const parts = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'];

/**
 * Unpacks the browser that `npm ci` has brought, once. It brings what a bare machine lacks, too: libraries and a font;
 * the fonts of the machine are used beside it.
 */
export async function unpackChromium(): Promise<Chromium> {
  const folder = join(projectFolder, 'node_modules', '.cache', `chromium-${lock.packages[packaged].version}`);
  if (!existsSync(folder)) await unpackInto(folder);
  return {
    path: join(folder, 'chromium'),
    environment: {
      HOME: folder,
      LANG: 'en_US.UTF-8',
      PATH: process.env.PATH ?? '',
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

async function unpackInto(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const fresh = await mkdtemp(`${folder}-`);
  const { TMPDIR } = process.env;
  // The package unpacks into the folder for temporary files, wherever that is, and under names that never change.
  process.env.TMPDIR = fresh;
  try {
    for (const part of parts) await inflate(join(projectFolder, packaged, 'bin', part));
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  await writeFile(join(fresh, 'fonts.conf'), fontsConfiguration(folder));
  // Test files run side by side: the first one that is ready wins, and nobody sees half a browser.
  await rename(fresh, folder).catch(async (error) => {
    await rm(fresh, { recursive: true });
    if (!existsSync(folder)) throw error;
  });
}

function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}
