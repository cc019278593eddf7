import Table from 'cli-table3';
import { stringify } from 'csv-stringify/sync';
import type { QueryResult } from '../../core/warehouse.ts';

export type QueryFormat = 'table' | 'json' | 'csv';
export const queryFormats: readonly QueryFormat[] = ['table', 'json', 'csv'];

export function parseFormat(text: string | undefined): QueryFormat {
  return queryFormats.find((format) => format === text) ?? 'table';
}

/** A query's result as text; in CSV every text is quoted, so that no reader takes `NaN` or `1984` for something else. */
export function formatResult({ columns, rows }: QueryResult, format: QueryFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(
        rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]]))),
        null,
        1,
      )}\n`;
    case 'csv':
      return stringify(
        rows.map((row) => [...row]),
        {
          header: true,
          columns: [...columns],
          quoted_string: true,
          cast: { boolean: String },
        },
      );
    case 'table': {
      const table = new Table({ head: [...columns], style: { head: [], border: [], compact: true } });
      table.push(...rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))));
      return `${table}\n`;
    }
  }
}
