import { join } from 'node:path';
import type { Day } from '../../function/core/day.ts';
import { addDays, parseDay } from '../../function/core/day.ts';
import type { Warehouse } from '../../function/core/warehouse.ts';
import type { TableName } from '../../function/schema/tables.ts';
import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { logicalBytesSql } from './logical-bytes.ts';
import { median } from './median.ts';
import { makeTenYears, tenYears } from './ten-years.ts';
import { leastScanned, mib } from './terms.ts';

const runs = 9;

/** What a question reads of a table. */
interface Read {
  readonly table: TableName;
  readonly columns: readonly string[];
  /** Null for all. */
  readonly days: readonly [Day, Day] | null;
  /** Whether the statement itself says which days; BigQuery may not see that they follow from those that it says. */
  readonly isSaid: boolean;
}

interface Question {
  readonly name: string;
  readonly sql: string;
  readonly reads: readonly Read[];
}

/** The answers over ten years of two projects: how long DuckDB takes, and what BigQuery would scan. */
export async function* benchAnswers(): AsyncGenerator<string> {
  using folder = temporaryFolder();
  const path = join(folder.path, 'ten-years.duckdb');
  for await (const what of makeTenYears(path)) yield `  making ${what}`;
  const warehouse = await openDuckDb(path, 'read');
  try {
    const rows = await counted(warehouse, 'SELECT COUNT(*) FROM {{dataset}}.top_articles');
    const categories = await counted(warehouse, 'SELECT COUNT(*) FROM {{dataset}}.article_categories');
    yield `${tenYears.days} days x ${tenYears.projects.length} projects: ${millions(rows)} listed titles, ${millions(categories)} categories; medians of ${runs} runs`;
    for (const question of questions) yield await answerLine(warehouse, question);
    yield '  MB of BigQuery: the named columns as it counts them, each once, of the days in question, and at least 10 a table;';
    yield '  in parentheses if it does not see that the days before follow from the day asked for, and reads them all';
  } finally {
    await warehouse.close();
  }
}

async function answerLine(warehouse: Warehouse, { name, sql, reads }: Question): Promise<string> {
  const taken: { ms: number }[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await warehouse.query(sql);
    taken.push({ ms: performance.now() - start });
  }
  const [pruned, whole] = [await scanned(warehouse, reads, false), await scanned(warehouse, reads, true)];
  const bytes = `${megabytes(pruned)} MB${whole > pruned ? ` (${megabytes(whole)} MB)` : ''}`;
  return `  ${name.padEnd(38)} ${String(Math.round(median(taken, 'ms'))).padStart(4)} ms   BigQuery ${bytes}`;
}

async function scanned(warehouse: Warehouse, reads: readonly Read[], isWhole: boolean): Promise<number> {
  const byTable = new Map<TableName, number>();
  for (const { table, columns, days, isSaid } of reads) {
    const range = days === null || (isWhole && !isSaid) ? null : days;
    const where = range === null ? '' : `WHERE view_date BETWEEN DATE '${range[0]}' AND DATE '${range[1]}'`;
    const sum = `SELECT SUM(${logicalBytesSql(table, columns)}) FROM {{dataset}}.${table} ${where}`;
    byTable.set(table, (byTable.get(table) ?? 0) + (await counted(warehouse, sum)));
  }
  return [...byTable.values()].reduce((total, bytes) => total + Math.max(bytes, leastScanned), 0);
}

async function counted(warehouse: Warehouse, sql: string): Promise<number> {
  return Number((await warehouse.query(sql)).rows[0]?.[0]);
}

function millions(count: number): string {
  return `${(count / 1e6).toFixed(2)} M`;
}

function megabytes(bytes: number): string {
  return (bytes / mib).toFixed(0);
}

const day = parseDay('2024-05-15');
const [monthStart, monthEnd] = [parseDay('2024-05-01'), parseDay('2024-05-31')];
const [yearStart, yearEnd] = [parseDay('2024-01-01'), parseDay('2024-12-31')];

const shares = ['desktop_views', 'mobile_web_views'];
const ledger: Read = {
  table: 'ingested_days',
  columns: ['project', 'view_date', 'status', 'articles'],
  days: null,
  isSaid: true,
};

const questions: readonly Question[] = [
  {
    name: 'daily_top of a day',
    sql: `SELECT * FROM {{dataset}}.daily_top WHERE view_date = DATE '${day}' ORDER BY project, rank`,
    reads: [
      {
        table: 'top_articles',
        columns: ['article', 'page_title', 'wikidata_id', 'description', ...shares],
        days: [day, day],
        isSaid: true,
      },
      {
        table: 'top_articles',
        columns: ['view_date', 'project', 'page_id', 'is_article', 'article_rank', 'views'],
        // The days in a row and the first one are of the whole history.
        days: null,
        isSaid: true,
      },
      ledger,
    ],
  },
  {
    name: 'trending of a day',
    sql: `SELECT * FROM {{dataset}}.trending WHERE view_date = DATE '${day}' ORDER BY project, multiple_min DESC`,
    reads: [
      { table: 'top_articles', columns: ['page_title', ...shares], days: [day, day], isSaid: true },
      {
        table: 'top_articles',
        columns: ['view_date', 'project', 'article', 'page_id', 'is_article', 'article_rank', 'views'],
        days: [addDays(day, -28), day],
        isSaid: false,
      },
      ledger,
    ],
  },
  {
    name: 'range_top of a year',
    sql: `SELECT * FROM {{dataset}}.range_top(DATE '${yearStart}', DATE '${yearEnd}') WHERE rank <= 100 ORDER BY project, rank`,
    reads: [
      {
        table: 'top_articles',
        columns: [
          ...['view_date', 'project', 'article', 'page_id', 'page_title', 'is_article', 'article_rank', 'views'],
          ...shares,
        ],
        days: [yearStart, yearEnd],
        isSaid: true,
      },
      ledger,
    ],
  },
  categoryTrends('of one project', "AND project = 'en.wikipedia'"),
  categoryTrends('of both', ''),
];

function categoryTrends(which: string, condition: string): Question {
  return {
    name: `category_trends, month ${which}`,
    sql: `SELECT * FROM {{dataset}}.category_trends
      WHERE view_date BETWEEN DATE '${monthStart}' AND DATE '${monthEnd}' ${condition}
      ORDER BY views DESC LIMIT 1000`,
    reads: [
      {
        table: 'top_articles',
        columns: ['view_date', 'project', 'article', 'page_id', 'is_article', 'article_rank', 'views'],
        days: [addDays(monthStart, -7), monthEnd],
        isSaid: false,
      },
      {
        table: 'article_categories',
        columns: ['view_date', 'project', 'article', 'category', 'is_hidden'],
        days: [addDays(monthStart, -7), monthEnd],
        isSaid: false,
      },
      ledger,
    ],
  };
}
