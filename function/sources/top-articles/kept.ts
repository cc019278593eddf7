import { promisify } from 'node:util';
import { gunzip, gzip, type InputType, type ZlibOptions } from 'node:zlib';
import Type from 'typebox';
import { type Archive, archiveFolders } from '../../core/archive.ts';
import { type Day, parseDay } from '../../core/day.ts';
import { FailedError, messageOf } from '../../core/errors.ts';
import { isProject, type Partition, type Project } from '../../core/partition.ts';
import { parserOf } from '../../core/shape.ts';
import { type Access, parseRanking, type Ranking } from './ranking.ts';
import { type RawDay, titleAnswer } from './raw.ts';

/** What the archive holds of a day. */
export type KeptDay =
  | { readonly kept: 'raw'; readonly raw: RawDay }
  | { readonly kept: 'absence'; readonly reason: string }
  | { readonly kept: 'nothing' };

/** A whole file at a time: zlib's usual 16 kB would call back twenty times for each. */
const chunkSize = 256 * 1024;

const compress = promisify(gzip);
const decompress = promisify<InputType, ZlibOptions, Buffer>(gunzip);

const wrongShape = (problem: string) => new FailedError(problem);
const parseTitles = parserOf(Type.Array(titleAnswer));
const parseAbsence = parserOf(Type.Object({ reason: Type.String() }));

const { raw: root } = archiveFolders;
const rankingPath = ({ project, day }: Partition, access: Access) =>
  `${root}/views_data/${project}/${access}/${day}.json`;
const absencePath = ({ project, day }: Partition) => `${root}/views_data/${project}/absent/${day}.json`;
const titlesPath = ({ project, day }: Partition) => `${root}/category_data/${project}/${day}.json`;

/** Keeps a day: rankings byte for byte, titles with their pages. The titles come last and make the day whole. */
export async function keepDay(archive: Archive, { partition, rankings, titles }: RawDay): Promise<void> {
  for (const [access, { bytes }] of rankings) await keep(archive, rankingPath(partition, access), bytes);
  await keep(archive, titlesPath(partition), Buffer.from(JSON.stringify([...titles.values()])));
}

/** Keeps that a day will never come, so that the ledger can be derived again too. */
export async function keepAbsence(archive: Archive, partition: Partition, reason: string): Promise<void> {
  await keep(archive, absencePath(partition), Buffer.from(JSON.stringify({ reason })));
}

export async function readKeptDay(
  archive: Archive,
  partition: Partition,
  accesses: readonly Access[],
): Promise<KeptDay> {
  const titles = await read(archive, titlesPath(partition), (body) => parseTitles(body, wrongShape));
  if (titles === null) {
    const absence = await read(archive, absencePath(partition), (body) => parseAbsence(body, wrongShape));
    return absence === null ? { kept: 'nothing' } : { kept: 'absence', reason: absence.value.reason };
  }
  const found = await Promise.all(
    accesses.map(async (access): Promise<readonly [Access, Ranking] | null> => {
      const parse = (body: unknown) => parseRanking(body, partition, access);
      const ranking = await read(archive, rankingPath(partition, access), parse);
      return ranking && [access, { bytes: ranking.bytes, pages: ranking.value }];
    }),
  );
  const rankings = new Map(found.filter((ranking) => ranking !== null));
  if (!rankings.has('all-access')) {
    throw new FailedError(
      `${archive.name} has the titles but not the ranking of ${partition.project} for ${partition.day}`,
    );
  }
  return {
    kept: 'raw',
    raw: { partition, rankings, titles: new Map(titles.value.map((answer) => [answer.asked, answer])) },
  };
}

/** The project's days that the archive knows anything of, oldest first. */
export async function listKeptDays(archive: Archive, project: Project): Promise<readonly Day[]> {
  const absent = await daysIn(archive, `${root}/views_data/${project}/absent`);
  return [...new Set([...(await listRawDays(archive, project)), ...absent])].toSorted();
}

/** Those of which it has the raw answers. */
export function listRawDays(archive: Archive, project: Project): Promise<readonly Day[]> {
  return daysIn(archive, `${root}/category_data/${project}`);
}

async function daysIn(archive: Archive, folder: string): Promise<readonly Day[]> {
  const names = await archive.list(folder);
  // Other files are somebody else's, such as notes, or what a file browser leaves.
  const ofDays = names.filter((name) => /^\d{4}-\d\d-\d\d\.json(\.gz)?$/.test(name));
  const days = ofDays.map((name) => parseDay(name.slice(0, 10)));
  return [...new Set(days)].toSorted();
}

/** The projects that the archive knows anything of. */
export async function listKeptProjects(archive: Archive): Promise<readonly Project[]> {
  const names = (await Promise.all([`${root}/category_data`, `${root}/views_data`].map(archive.list))).flat();
  return [...new Set(names)].filter(isProject).toSorted();
}

async function keep(archive: Archive, path: string, bytes: Uint8Array): Promise<void> {
  await archive.write(`${path}.gz`, await compress(bytes));
}

async function read<T>(
  archive: Archive,
  path: string,
  parse: (body: unknown) => T,
): Promise<{ readonly bytes: Uint8Array; readonly value: T } | null> {
  const compressed = await archive.read(`${path}.gz`);
  try {
    const bytes = compressed === null ? await archive.read(path) : await decompress(compressed, { chunkSize });
    return (
      bytes && {
        bytes,
        value: parse(JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'))),
      }
    );
  } catch (error) {
    throw new FailedError(`Cannot read ${path} in ${archive.name}: ${messageOf(error)}`, { cause: error });
  }
}
