import type { DayCommit } from '../../core/warehouse.ts';
import { tables } from '../../schema/tables.ts';
import type { Value } from './literal.ts';
import type { StagedTable } from './script.ts';

type Row = Readonly<Record<string, Value>>;

/** The rows of a table as newline-delimited JSON, as load jobs read it; empty when there are none. */
export function toNdjson(table: StagedTable, days: readonly DayCommit[]): Buffer {
  const names = Object.keys(tables[table].columns);
  const lines: string[] = [];
  for (const row of rowsOf[table](days)) {
    lines.push(JSON.stringify(Object.fromEntries(names.map((name) => [name, wellFormed(row[name])]))), '\n');
  }
  return Buffer.from(lines.join(''));
}

const rowsOf: Readonly<Record<StagedTable, (days: readonly DayCommit[]) => Iterable<Row>>> = {
  *top_articles(days) {
    for (const { batches } of days) yield* batches.top_articles;
  },
  *article_categories(days) {
    for (const { batches } of days) {
      for (const { visible, hidden, ...article } of batches.article_categories) {
        for (const category of visible) yield { ...article, category, is_hidden: false };
        for (const category of hidden) yield { ...article, category, is_hidden: true };
      }
    }
  },
};

/** Half a surrogate pair is no text: BigQuery would refuse the file. */
function wellFormed(value: Value | undefined): Value | undefined {
  return typeof value === 'string' ? value.toWellFormed() : value;
}
