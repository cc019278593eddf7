import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PageViews, RankingEntry } from './ranking.ts';

/** Recorded answers of the real Analytics API. */
export interface Recorded {
  /** The recorded answer byte for byte, or undefined if that day was not recorded. */
  body(project: string, day: string): Buffer | undefined;
  /** The recorded ranking over all access. */
  entries(project: string, day: string): readonly RankingEntry[] | undefined;
}

/** Answers in `folder`/top/<project>/<day>.json; none if the folder is null or not there. */
export function readRecorded(folder: string | null = defaultFolder()): Recorded {
  function body(project: string, day: string): Buffer | undefined {
    if (folder === null) return undefined;
    const file = join(folder, 'top', project, `${day}.json`);
    return existsSync(file) ? readFileSync(file) : undefined;
  }
  return {
    body,
    entries(project, day) {
      const bytes = body(project, day);
      return bytes === undefined ? undefined : parseEntries(JSON.parse(bytes.toString('utf8')));
    },
  };
}

export function toPageViews(entries: readonly RankingEntry[]): readonly PageViews[] {
  return entries.map(({ article, views }) => ({ article, views }));
}

/** Recordings lie beside the project, as they are no part of it. */
function defaultFolder(): string {
  return fileURLToPath(new URL('../../../../shared/wikimedia', import.meta.url));
}

function parseEntries(answer: unknown): readonly RankingEntry[] {
  const items = answer instanceof Object && 'items' in answer && Array.isArray(answer.items) ? answer.items : [];
  const [item]: readonly unknown[] = items;
  const articles: readonly unknown[] =
    item instanceof Object && 'articles' in item && Array.isArray(item.articles) ? item.articles : [];
  return articles.map((entry) => {
    if (!isEntry(entry)) throw new TypeError(`Cannot read a recorded entry: ${JSON.stringify(entry)}`);
    return entry;
  });
}

function isEntry(value: unknown): value is RankingEntry {
  return (
    value instanceof Object &&
    'article' in value &&
    typeof value.article === 'string' &&
    'views' in value &&
    typeof value.views === 'number' &&
    'rank' in value &&
    typeof value.rank === 'number'
  );
}
