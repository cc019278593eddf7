import type { TitleAnswer } from './raw.ts';

/** An article is an existing page of namespace 0 that is not the main page. */
export function isArticle({ page, is_main_page }: TitleAnswer): boolean {
  return page !== null && page.ns === 0 && !page.missing && !page.invalid && !is_main_page;
}
