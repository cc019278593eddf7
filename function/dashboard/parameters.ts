import Type, { type TSchema } from 'typebox';
import { type Day, firstRankedDay, parseDay } from '../core/day.ts';
import { type Project, parseProject } from '../core/partition.ts';
import { guardOf } from '../core/shape.ts';
import { Problem } from './problem.ts';

/** A parameter of the API: what the OpenAPI document says of it is what it is held to. */
export interface Parameter<T = unknown> {
  readonly place: 'query' | 'path';
  readonly description: string;
  readonly schema: TSchema;
  readonly isRequired: boolean;
  /** Throws Problem for what does not fit. */
  read(name: string, text: string | undefined): T;
}

export type Parameters = Readonly<Record<string, Parameter>>;

/** The values of parameters, parsed. */
export type Given<P extends Parameters> = {
  readonly [Name in keyof P]: P[Name] extends Parameter<infer T> ? T : never;
};

interface Kind<T> {
  readonly schema: TSchema;
  readonly fits: (value: unknown) => boolean;
  /** Completes the sentence "expected …". */
  readonly expected: string;
  /** Of a text that fits the schema; may still throw. */
  parse(text: string): T;
}

const dayKind = kindOf<Day>({
  schema: Type.String({ format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$', examples: ['2026-09-01'] }),
  expected: `a calendar day from ${firstRankedDay} on, such as 2026-09-01`,
  parse(text) {
    const day = parseDay(text);
    if (day < firstRankedDay) throw new RangeError(`the rankings begin on ${firstRankedDay}`);
    return day;
  },
});

const projectKind = kindOf<Project>({
  schema: Type.String({ pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$', maxLength: 64, examples: ['en.wikipedia'] }),
  expected: 'a wiki such as en.wikipedia',
  parse: parseProject,
});

const pageKind = kindOf<number>({
  schema: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  expected: 'the id of a page',
  parse: Number,
});

const nameKind = kindOf<string>({
  // Titles have at most 255 bytes, and none that steers a terminal.
  schema: Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]+$' }),
  expected: 'the name of a category, without its namespace',
  parse: (text) => text,
});

/** Without it, the first project that the warehouse holds. */
export const project = optional('The wiki; the first one held unless given.', projectKind);

export function dayOf(description: string): Parameter<Day | null> {
  return optional(description, dayKind);
}

export function requiredDay(description: string): Parameter<Day> {
  return required('query', description, dayKind);
}

export const pageId = required('path', 'The id of the page.', pageKind);

export const categoryName = required('path', 'The category, without its namespace.', nameKind);

/** How to answer, where there is a choice. */
export function formatAmong(names: readonly string[]): Parameter<string | null> {
  const schema = Type.String({ enum: [...names] });
  const kind = kindOf<string>({ schema, expected: names.join(' or '), parse: (text) => text });
  return optional('How to answer; the Accept header may say so, too.', kind);
}

/** How many rows at most. */
export function rows(fallback: number, most: number): Parameter<number> {
  const schema = Type.Integer({ minimum: 1, maximum: most, default: fallback });
  const kind = kindOf<number>({ schema, expected: `a number of rows from 1 to ${most}`, parse: Number });
  return {
    ...optional('The first rows only.', kind),
    read: (name, text) => (text === undefined ? fallback : readKind(name, text, kind)),
  };
}

function optional<T>(description: string, kind: Kind<T>): Parameter<T | null> {
  const read = (name: string, text: string | undefined) => (text === undefined ? null : readKind(name, text, kind));
  return { place: 'query', description, schema: kind.schema, isRequired: false, read };
}

function required<T>(place: Parameter['place'], description: string, kind: Kind<T>): Parameter<T> {
  const read = (name: string, text: string | undefined) => {
    if (text === undefined) throw new Problem(400, `The parameter "${name}" is missing: expected ${kind.expected}`);
    return readKind(name, text, kind);
  };
  return { place, description, schema: kind.schema, isRequired: true, read };
}

function kindOf<T>(kind: Omit<Kind<T>, 'fits'>): Kind<T> {
  return { ...kind, fits: guardOf(kind.schema) };
}

function readKind<T>(name: string, text: string, { schema, fits, expected, parse }: Kind<T>): T {
  const value = isInteger(schema) && /^\d{1,16}$/.test(text) ? Number(text) : text;
  const misfit = (cause?: unknown) =>
    new Problem(400, `Cannot read the parameter "${name}": expected ${expected}`, { cause });
  if (!fits(value)) throw misfit();
  try {
    return parse(text);
  } catch (error) {
    throw misfit(error);
  }
}

function isInteger(schema: TSchema): boolean {
  return 'type' in schema && schema.type === 'integer';
}
