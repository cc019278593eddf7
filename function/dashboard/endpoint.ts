import type { TObject } from 'typebox';
import type { Day } from '../core/day.ts';
import type { HeldProject, Holdings } from './ledger.ts';
import { type Body, chooseMedium, type Media, type Medium } from './medium.ts';
import { formatAmong, type Given, type Parameters } from './parameters.ts';
import { Problem } from './problem.ts';
import type { Asking } from './represented.ts';
import type { Row } from './rows.ts';

/** What an endpoint reads from. */
export interface Context {
  readonly holdings: Holdings;
  readonly today: Day;
  /** Runs one SELECT. */
  ask(sql: string): Promise<readonly Row[]>;
}

/** A question that the API answers, with what it takes and what it gives. */
export interface Endpoint {
  /** Below `/api/v1`; `{…}` stands for a parameter. */
  readonly path: string;
  readonly summary: string;
  readonly parameters: Parameters;
  readonly answer: TObject;
  /** How it may be written, the usual way first. */
  readonly media: Media;
  /** Parses the parameters, by their names. Throws Problem for what does not fit. */
  prepare(texts: ReadonlyMap<string, string>, asking: Asking): Prepared;
}

/** A question that is understood. */
export interface Prepared {
  readonly medium: Medium;
  read(context: Context): Promise<Body>;
}

export function endpoint<P extends Parameters>(
  described: Omit<Endpoint, 'prepare' | 'parameters'> & {
    readonly parameters: P;
    readonly read: (context: Context, given: Given<P>) => Promise<Body>;
  },
): Endpoint {
  const { read, parameters, media, ...rest } = described;
  const format = formatAmong(media.map((medium) => medium.format));
  return {
    ...rest,
    media,
    parameters: media.length === 1 ? parameters : { ...parameters, format },
    prepare(texts, asking) {
      const given = readAll(parameters, texts);
      const medium = chooseMedium(media, format.read('format', texts.get('format')), asking);
      return { medium, read: (context) => read(context, given) };
    },
  };
}

/** The project that is asked for, or the first one. Throws Problem where the warehouse holds nothing of it. */
export function heldProject({ holdings }: Pick<Context, 'holdings'>, wanted: string | null): HeldProject {
  const found = holdings.projects.find(({ project }) => wanted === null || project === wanted);
  if (found === undefined) throw new Problem(404, `The warehouse holds nothing of ${wanted ?? 'any project'} yet`);
  return found;
}

/** The day that is asked for, or the newest loaded one. Throws Problem where there is none. */
export function heldDay({ project, newest_day }: HeldProject, wanted: Day | null): Day {
  const day = wanted ?? newest_day;
  if (day === null) throw new Problem(404, `The warehouse holds no day of ${project} yet`);
  return day;
}

function readAll<P extends Parameters>(parameters: P, texts: ReadonlyMap<string, string>): Given<P> {
  const given = Object.entries(parameters).map(([name, parameter]) => [name, parameter.read(name, texts.get(name))]);
  // Each name has what its own parameter reads.
  return Object.fromEntries(given) as Given<P>;
}
