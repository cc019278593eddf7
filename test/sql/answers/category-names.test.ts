import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { openInMemory } from '../../support/in-memory.ts';
import { listedDay } from '../../support/listed-days.ts';

interface Name {
  readonly language: string;
  readonly isTopic: boolean;
  readonly category: string;
}

const names = readNames();

describe('category_trends', () => {
  let marked: ReadonlyMap<string, boolean>;

  beforeAll(async () => {
    await using warehouse = await openInMemory();
    const byLanguage = Map.groupBy(names, ({ language }) => language);
    const days = [...byLanguage].map(([language, ofLanguage]) => {
      const visible = ofLanguage.map(({ category }) => category);
      return listedDay(`${language}.wikipedia`, '2026-09-01', [{ article: 'Alpha', page: 1, views: 1, visible }]);
    });
    await warehouse.commit(days);
    const { rows } = await warehouse.query('SELECT project, category, is_uninformative FROM category_trends');
    marked = new Map(rows.map(([project, category, is]) => [`${project} ${category}`, is === true]));
  });

  const isMarked = ({ language, category }: Name) => marked.get(`${language}.wikipedia ${category}`);

  test.each(names.filter(({ isTopic }) => isTopic))('takes $category for a topic ($language)', (name) => {
    expect(isMarked(name)).toBe(false);
  });

  test.each(names.filter(({ isTopic }) => !isTopic))('marks $category as none ($language)', (name) => {
    expect(isMarked(name)).toBe(true);
  });

  test('is held to names of twelve languages, of English under two other names, and of one that it does not know', () => {
    expect(new Set(names.map(({ language }) => language)).size).toBe(15);
  });
});

/** A language is a line; under it a category a line, with `+` for a topic and `-` for what says nothing of one. */
function readNames(): readonly Name[] {
  const lines = readFileSync(new URL('category-names.txt', import.meta.url), 'utf8').split('\n');
  let language = '';
  return lines.flatMap((line) => {
    const [, mark, category = ''] = /^([+-]) (.+)$/.exec(line) ?? [];
    if (mark === undefined) language = line === '' ? language : line;
    return mark === undefined ? [] : [{ language, isTopic: mark === '+', category }];
  });
}
