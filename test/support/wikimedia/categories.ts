import { type CategoryVocabulary, vocabularyOf } from './category-words.ts';
import { namespacesOf } from './namespaces.ts';
import { fractionOf, hashOf, pick, type Random, randomFrom } from './random.ts';

export interface PageCategory {
  /** With the wiki's own prefix, as the Action API gives it: `Category:Living people`. */
  readonly title: string;
  readonly hidden: boolean;
}

export interface CategorySubject {
  readonly seed: number;
  readonly project: string;
  readonly title: string;
  readonly madeUp: boolean;
  readonly redirect: boolean;
  readonly article: boolean;
}

/** The categories of a page, made up from common ones so that pages share them. About 30 for an article. */
export function categoriesOf(subject: CategorySubject): readonly PageCategory[] {
  const { seed, project, title, madeUp } = subject;
  const random = randomFrom(hashOf(seed, project, 'categories', title));
  const vocabulary = vocabularyOf(project);
  const count = countOf(subject);
  // A page has its field: a person's births and deaths, a film's year and country.
  const field = pick(random, vocabulary.fields);
  const chosen = new Map<string, boolean>();
  if (madeUp) chosen.set('Made-up sample data', false);
  while (chosen.size < count) {
    const isHidden = random() < 0.5;
    const templates = isHidden ? vocabulary.hidden : chosen.size < 30 ? field : pick(random, vocabulary.fields);
    const name = fill(pick(random, templates), random, vocabulary);
    if (!chosen.has(name)) chosen.set(name, isHidden);
  }
  const prefix = namespacesOf(project).nameById.get(14) ?? 'Category';
  return [...chosen]
    .map(([name, isHidden]) => ({ key: name.replaceAll(' ', '_'), title: `${prefix}:${name}`, hidden: isHidden }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map((category) => ({ title: category.title, hidden: category.hidden }));
}

function countOf({ seed, project, title, redirect, article }: CategorySubject): number {
  const chance = fractionOf(seed, project, 'count', title);
  const size = fractionOf(seed, project, 'size', title);
  if (redirect) return Math.floor(size * 4);
  if (!article) return Math.floor(size * 6);
  if (chance < 0.0005) return 520 + Math.floor(size * 780);
  if (chance < 0.015) return 0;
  // Eight at least, 60 at most, 30 in the middle: the sum of two draws lies around the middle.
  const second = fractionOf(seed, project, 'size 2', title);
  return 8 + Math.round((size + second) * 22) + (chance > 0.95 ? 8 : 0);
}

function fill(template: string, random: Random, vocabulary: CategoryVocabulary): string {
  return template.replace(/\{(\w+)\}/gu, (_, slot: string) => {
    if (slot === 'year') return String(1900 + Math.floor(random() * 127));
    if (slot === 'decade') return String(1930 + 10 * Math.floor(random() * 10));
    if (slot === 'month') return pick(random, vocabulary.months);
    if (slot === 'recent') return String(2008 + Math.floor(random() * 19));
    if (slot === 'century') return pick(random, vocabulary.centuries);
    return pick(random, slot === 'people' ? vocabulary.people : vocabulary.countries);
  });
}
