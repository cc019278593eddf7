import type { TSchema } from 'typebox';
import type { Day } from '../core/day.ts';
import type { Cell } from '../core/warehouse.ts';
import type { HeldProject, Holdings } from './ledger.ts';
import type { Given, Parameters } from './parameters.ts';
import { Problem } from './problem.ts';
import type { Row } from './rows.ts';

/** What JSON can say. */
export type Json = Cell | readonly Json[] | { readonly [name: string]: Json };

/** What an endpoint reads from. */
export interface Context {
  readonly holdings: Holdings;
  readonly today: Day;
  /** Runs one SELECT. */
  ask(sql: string): Promise<readonly Row[]>;
}

export type Body = Readonly<Record<string, Json>>;

/** A question that the API answers, with what it takes and what it gives. */
export interface Endpoint {
  /** Below `/api/v1`; `{…}` stands for a parameter. */
  readonly path: string;
  readonly summary: string;
  readonly parameters: Parameters;
  readonly answer: TSchema;
  /** The list in the answer whose entries are the rows of a CSV. */
  readonly list: string;
  /** Parses the parameters, by their names; throws Problem for what does not fit. Then reads the answer. */
  prepare(texts: ReadonlyMap<string, string>): (context: Context) => Promise<Body>;
}

export function endpoint<P extends Parameters>(
  described: Omit<Endpoint, 'prepare' | 'parameters'> & {
    readonly parameters: P;
    readonly read: (context: Context, given: Given<P>) => Promise<Body>;
  },
): Endpoint {
  const { read, ...rest } = described;
  return {
    ...rest,
    prepare(texts) {
      const given = readAll(described.parameters, texts);
      return (context) => read(context, given);
    },
  };
}

/** The project that is asked for, or the first one. Throws Problem where the warehouse holds nothing of it. */
export function heldProject({ holdings }: Context, wanted: string | null): HeldProject {
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
