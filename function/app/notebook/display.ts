import { inspect } from 'node:util';
import type { Cell, QueryResult } from '../../core/warehouse.ts';
import { formatResult } from '../terminal/table.ts';

/** One content in several forms, by MIME type: the reader's program takes the richest that it knows. */
export type Forms = Readonly<Record<string, string>>;

/** By this name Deno, too, asks a value how it wants to be shown. */
export const jupyterDisplay: unique symbol = Symbol.for('Jupyter.display');

/** A value that knows how a notebook is to show it. */
export interface Shown {
  readonly [jupyterDisplay]: () => Forms;
}

export function shown(forms: Forms): Shown {
  return { [jupyterDisplay]: () => forms };
}

export function formsOf(value: unknown): Forms {
  return isShown(value) ? value[jupyterDisplay]() : preformatted(inspect(value));
}

/** Text of which the columns stand one below the other. */
export function preformatted(text: string): Forms {
  return { 'text/plain': text, 'text/html': `<pre style="${fixedWidth}">${escapeHtml(text)}</pre>` };
}

/** Not every program that shows notebooks gives a `pre` what it needs. */
const fixedWidth = 'font-family:monospace;line-height:1.2';

/** A table in which columns of numbers stand to the right, under their names. */
export function tableForms(result: QueryResult): Forms {
  const { columns, rows } = result;
  const sides = columns.map((_, i) => (rows.some((row) => typeof row[i] === 'number') ? 'right' : 'left'));
  const line = (tag: string, texts: readonly string[]) =>
    `<tr>${texts.map((text, i) => `<${tag} style="text-align:${sides[i]}">${escapeHtml(text)}</${tag}>`).join('')}</tr>`;
  const body = rows.map((row) => line('td', row.map(cellText)));
  return {
    'text/plain': formatResult(result, 'table'),
    'text/html': `<table><thead>${line('th', columns)}</thead><tbody>${body.join('\n')}</tbody></table>`,
  };
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

function cellText(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? numbers.format(cell) : String(cell);
}

function isShown(value: unknown): value is Shown {
  return typeof value === 'object' && value !== null && jupyterDisplay in value;
}
