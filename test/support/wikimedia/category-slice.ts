import type { PageCategory } from './categories.ts';
import type { Page } from './facts.ts';
import { underscored } from './title.ts';

/** The categories that fit into one answer. */
export interface CategorySlice {
  /** By page number; a page without categories in this slice is not in it. */
  readonly rows: ReadonlyMap<number, readonly PageCategory[]>;
  /** Where the next slice begins: `<pageid>|<Category_name>`; undefined if this one is the last. */
  readonly next: string | undefined;
}

export interface SliceRequest {
  /** Of the whole answer, not of each page. */
  readonly cllimit: number;
  readonly clshow: readonly string[];
  readonly continued: { readonly clcontinue: string } | undefined;
}

/** The next slice in the order of page number and category; undefined if the continuation fits none of the pages. */
export function sliceOf(
  pages: readonly Page[],
  { cllimit, clshow, continued }: SliceRequest,
): CategorySlice | undefined {
  const all = pages.flatMap((page) =>
    page.kind === 'page'
      ? page.categories
          .filter((category) => isShown(category, clshow))
          .map((category) => ({ id: page.pageid, category }))
      : [],
  );
  const keyOf = ({ id, category }: (typeof all)[number]): string => `${id}|${underscored(nameOf(category))}`;
  const start = continued === undefined ? 0 : all.findIndex((row) => keyOf(row) === continued.clcontinue);
  if (start === -1) return undefined;
  const rows = new Map<number, PageCategory[]>();
  for (const { id, category } of all.slice(start, start + cllimit)) {
    const list = rows.get(id) ?? [];
    list.push(category);
    rows.set(id, list);
  }
  const following = all[start + cllimit];
  return { rows, next: following === undefined ? undefined : keyOf(following) };
}

/** A category's name without its prefix. */
function nameOf({ title }: PageCategory): string {
  return title.slice(title.indexOf(':') + 1);
}

function isShown({ hidden }: PageCategory, clshow: readonly string[]): boolean {
  if (clshow.includes('!hidden')) return !hidden;
  return clshow.includes('hidden') ? hidden : true;
}
