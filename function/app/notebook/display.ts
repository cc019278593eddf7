import type { Cell, QueryResult } from '../../core/warehouse.ts';
import { formatResult } from '../terminal/table.ts';

/** Under this name Deno's kernel asks a value how it wants to be shown. */
export const jupyterDisplay: unique symbol = Symbol.for('Jupyter.display');

/** One content in several forms, by MIME type: the reader's program takes the richest that it knows. */
export type Forms = Readonly<Record<string, string>>;

/** A value that a notebook shows when it is the last of a cell. */
export interface Shown {
  readonly [jupyterDisplay]: () => Forms;
}

export function shown(forms: Forms): Shown {
  return { [jupyterDisplay]: () => forms };
}

/** Text of which the columns stand one below the other. */
export function preformatted(text: string): Forms {
  return { 'text/plain': text, 'text/html': `<pre>${escapeHtml(text)}</pre>` };
}

export function tableForms(result: QueryResult): Forms {
  const head = result.columns.map((name) => `<th>${escapeHtml(name)}</th>`);
  const body = result.rows.map((row) => `<tr>${row.map(tableCell).join('')}</tr>`);
  return {
    'text/plain': formatResult(result, 'table'),
    'text/html': `<table><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table>`,
  };
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

function tableCell(cell: Cell): string {
  if (typeof cell === 'number') return `<td style="text-align:right">${numbers.format(cell)}</td>`;
  return `<td style="text-align:left">${cell === null ? '' : escapeHtml(String(cell))}</td>`;
}
