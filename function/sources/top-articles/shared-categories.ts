import type { TitleAnswer, WikiPage } from './raw.ts';

type Category = NonNullable<WikiPage['categories']>[number];

/**
 * Makes answers share what they have in common: a page has thirty categories, and most of them are other pages' too. A run
 * of years keeps tens of thousands of answers, and would take three times the memory otherwise.
 */
export function shareCategories(): (answer: TitleAnswer) => TitleAnswer {
  const known = new Map<string, Category>();

  function shared(category: Category): Category {
    const same = known.get(category.title);
    if (same === undefined) known.set(category.title, category);
    return same !== undefined && isEqual(same, category) ? same : category;
  }

  return (answer) => {
    const { page } = answer;
    return page?.categories === undefined
      ? answer
      : { ...answer, page: { ...page, categories: page.categories.map(shared) } };
  };
}

/** To the last member, for the archive keeps what was received. */
function isEqual(one: object, other: object): boolean {
  const members = Object.entries(one);
  return (
    members.length === Object.keys(other).length && members.every(([name, value]) => Reflect.get(other, name) === value)
  );
}
