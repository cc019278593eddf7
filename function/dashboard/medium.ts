import { stringify } from 'csv-stringify/sync';
import Negotiator from 'negotiator';
import Type, { type TObject } from 'typebox';
import type { Cell } from '../core/warehouse.ts';
import { Problem } from './problem.ts';
import type { Asking } from './represented.ts';

/** What JSON can say. */
export type Json = Cell | readonly Json[] | { readonly [name: string]: Json };

export type Body = Readonly<Record<string, Json>>;

/** A way to write an answer. */
export interface Medium {
  /** As `format` names it. */
  readonly format: string;
  readonly type: string;
  /** Writes an answer of that shape. */
  write(body: Body, shape: TObject): string;
}

/** The usual one first. */
export type Media = readonly [Medium, ...Medium[]];

/** JSON, and of a list in the answer CSV. */
export function jsonOrCsv(list: string): Media {
  return [
    { format: 'json', type: 'application/json', write: (body) => JSON.stringify(body) },
    {
      format: 'csv',
      type: 'text/csv; charset=utf-8',
      write(body, shape) {
        refuseDayWithoutList(body);
        return toCsv(columnsIn(shape, list), rowsIn(body[list]));
      },
    },
  ];
}

/**
 * The one that is asked for by name, or that https://www.rfc-editor.org/rfc/rfc9110#name-accept likes best; the usual
 * one where there is nothing to choose by.
 */
export function chooseMedium(media: Media, name: string | null, asking: Asking): Medium {
  const liked = new Negotiator(asking).mediaType(media.map(({ type }) => type));
  const chosen = name === null ? media.find(({ type }) => type === liked) : media.find(({ format }) => format === name);
  return chosen ?? media[0];
}

/** No rows would look like a day on which nothing was read: CSV has no place for what became of it. Throws Problem. */
function refuseDayWithoutList({ project, view_date, status, reason }: Body): void {
  if (status === undefined || status === 'loaded') return;
  const why = typeof reason === 'string' ? ` (${reason})` : '';
  throw new Problem(404, `There is no list of ${project} for ${view_date}: the day is ${status}${why}`);
}

function rowsIn(list: Json | undefined): readonly Body[] {
  if (!Array.isArray(list)) return [];
  return list.filter((row) => row instanceof Object && !Array.isArray(row));
}

function columnsIn({ properties }: TObject, list: string): readonly string[] {
  const member = properties[list];
  return Type.IsArray(member) && Type.IsObject(member.items) ? Object.keys(member.items.properties) : [];
}

/**
 * As `query --format csv` has it: every text is quoted; what is nested is JSON. A title that begins as a formula is left
 * as it is: a mark before it, which spreadsheets want, would make it another title for every program.
 */
function toCsv(columns: readonly string[], rows: readonly Body[]): string {
  return stringify(
    rows.map((row) => columns.map((column) => row[column])),
    { header: true, columns: [...columns], quoted_string: true, cast: { boolean: String } },
  );
}
