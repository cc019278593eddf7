import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FailedError, TransientError } from '../../../function/core/errors.ts';
import { lookUpTitles } from '../../../function/sources/top-articles/lookup.ts';
import type { TitleAnswer } from '../../../function/sources/top-articles/raw.ts';
import { scriptedWiki, wholeAnswer } from '../../support/scripted-wiki.ts';
import { now } from '../../support/world-run.ts';

const options = { mainPage: 'Main Page', now: () => now };
const shapesFile = new URL('../../../../shared/wikimedia/categories/mw-core-fv2-edge-shapes.json', import.meta.url);

describe('lookUpTitles()', () => {
  test('answers in the order asked, whatever the order of the pages', async () => {
    const { api } = scriptedWiki(wholeAnswer([page('C', 3), page('A', 1), page('B', 2)]));
    const answers = await lookUpTitles(api, ['A', 'B', 'C'], options);
    expect(answers.map(({ asked, page }) => `${asked} ${page?.pageid}`)).toEqual(['A 1', 'B 2', 'C 3']);
    expect(answers[0]).toMatchObject({ led_to: 'A', complete: true, fetched_at: now.toISOString() });
  });

  test('joins titles by U+001F where one of them holds a pipe', async () => {
    const { api, asked } = scriptedWiki(wholeAnswer([]));
    await lookUpTitles(api, ['A', 'B|C'], options);
    await lookUpTitles(api, ['A', 'B'], options);
    expect(asked.map(({ titles }) => titles)).toEqual(['\u001fA\u001fB|C', 'A|B']);
  });

  test('follows normalisation and chains of redirects to the page', async () => {
    const normalized = [{ fromencoded: false, from: 'obama_(x)', to: 'Obama (x)' }];
    const redirects = [
      { from: 'Obama (x)', to: 'Obama' },
      { from: 'Obama', to: 'Barack Obama' },
    ];
    const answer = await lookUpOne('obama_(x)', wholeAnswer([page('Barack Obama', 7)], { normalized, redirects }));
    expect(answer).toMatchObject({ led_to: 'Barack Obama', page: { pageid: 7 } });
  });

  test('knows a title again that comes back encoded', async () => {
    const decomposed = 'Skei_E\u0301te\u0301';
    const normalized = [{ fromencoded: true, from: encodeURIComponent(decomposed), to: 'Skei Été' }];
    const answer = await lookUpOne(decomposed, wholeAnswer([page('Skei Été', 8)], { normalized }));
    expect(answer).toMatchObject({ asked: decomposed, led_to: 'Skei Été', page: { pageid: 8 } });
  });

  test.each([
    { circle: 'of two', redirects: [step('A', 'B'), step('B', 'A')] },
    { circle: 'of one', redirects: [step('A', 'A')] },
    { circle: 'further on', redirects: [step('A', 'B'), step('B', 'C'), step('C', 'B')] },
  ])('lets a circle $circle lead nowhere', async ({ redirects }) => {
    const pages = [page('A', 1), page('B', 2), page('C', 3)];
    expect(await lookUpOne('A', wholeAnswer(pages, { redirects }))).toMatchObject({ led_to: null, page: null });
  });

  test('tells the main page, also behind a redirect', async () => {
    const redirects = [step('Home', 'Main Page')];
    expect(await lookUpOne('Home', wholeAnswer([page('Main Page', 1)], { redirects }))).toMatchObject({
      is_main_page: true,
    });
    expect(await lookUpOne('Main_Pages', wholeAnswer([page('Main_Pages', 2)]))).toMatchObject({ is_main_page: false });
  });

  test('says so when the wiki did not say that it is done', async () => {
    expect(await lookUpOne('A', { query: { pages: [page('A', 1)] } })).toMatchObject({ complete: false });
  });

  test.each([
    ['a page without a title', wholeAnswer([{ pageid: 1 }])],
    ['the old format', { batchcomplete: '', query: { pages: { 1: page('A', 1) } } }],
    ['a list', []],
    ['nothing', null],
  ])('throws TransientError for %s', async (_, body) => {
    await expect(lookUpOne('A', body)).rejects.toThrow(TransientError);
  });
});

describe('lookUpTitles() goes on until every category is there', () => {
  test('sends back all of continue beside the question, and merges slices', async () => {
    const { api, asked } = scriptedWiki(
      {
        continue: { clcontinue: '1|C', continue: '||info' },
        query: { pages: [page('A', 1, ['A', 'B'], 'kept'), page('B', 2)] },
      },
      { continue: { clcontinue: '2|D', continue: '||info' }, query: { pages: [page('A', 1, ['C']), page('B', 2)] } },
      wholeAnswer([page('A', 1), page('B', 2, ['D'])]),
    );
    const [first, second] = await lookUpTitles(api, ['A', 'B'], options);
    expect(categoriesIn(first)).toEqual(['A', 'B', 'C']);
    expect(categoriesIn(second)).toEqual(['D']);
    expect(first?.page?.description).toBe('kept');
    expect(asked[0]).not.toHaveProperty('clcontinue');
    expect(asked[2]).toEqual({ ...asked[0], clcontinue: '2|D', continue: '||info' });
  });

  test('asks again when a continued answer leaves a page out or brings another one', async () => {
    const first = { continue: { clcontinue: '1|B', continue: '||' }, query: { pages: [page('A', 1, ['A'])] } };
    for (const broken of [{ batchcomplete: true }, wholeAnswer([]), wholeAnswer([page('A', 1), page('B', 2)])]) {
      const { api } = scriptedWiki(first, broken);
      await expect(lookUpTitles(api, ['A'], options)).rejects.toThrow(TransientError);
    }
  });

  test('calls a title incomplete of which the answer says nothing, and not one that leads to another wiki', async () => {
    expect(await lookUpOne('A', { batchcomplete: true })).toMatchObject({ page: null, complete: false });
    expect(await lookUpOne('A', wholeAnswer([page('B', 2)]))).toMatchObject({ page: null, complete: false });
    const redirects = [{ from: 'A', to: 'wikt:a', tointerwiki: 'wikt' }];
    expect(await lookUpOne('A', wholeAnswer([], { redirects }))).toMatchObject({ page: null, complete: true });
  });

  test('throws TransientError for an encoded title that cannot be decoded', async () => {
    const normalized = [{ fromencoded: true, from: '%E0%A4%A', to: 'X' }];
    await expect(lookUpOne('X', wholeAnswer([page('X', 1)], { normalized }))).rejects.toThrow(TransientError);
  });

  test.each([
    ['at one place', ['1|B']],
    ['over two places', ['1|B', '1|C']],
  ])('throws FailedError when it continues in a circle, %s', async (_, places) => {
    const bodies = places.map((clcontinue) => ({ continue: { clcontinue, continue: '||' }, query: {} }));
    await expect(lookUpOne('A', ...bodies, ...bodies, ...bodies, wholeAnswer([]))).rejects.toThrow(FailedError);
  });
});

const isThere = existsSync(shapesFile);
const name = isThere ? 'lookUpTitles() reads the recorded shape' : `skipped, for there is no ${shapesFile.pathname}`;

describe.skipIf(!isThere)(name, () => {
  const shapes: Readonly<Record<string, unknown>> = isThere ? JSON.parse(readFileSync(shapesFile, 'utf8')) : {};

  test.each([
    { shape: 'missing', title: 'Blakc hole', expected: { led_to: 'Blakc hole', page: { missing: true } } },
    { shape: 'title_is_interwiki', title: 'mw:', expected: { led_to: null, page: null } },
    { shape: 'title_is_hash', title: '#', expected: { led_to: null, page: null } },
    { shape: 'empty_titles', title: '', expected: { led_to: null, page: null, complete: true } },
    { shape: 'title_is_pipe_with_0x1F_separator', title: '|', expected: { led_to: null, page: { invalid: true } } },
    { shape: 'normalized_and_redirects', title: 'taylor swift', expected: { led_to: 'Taylor Swift' } },
  ])('$shape', async ({ shape, title, expected }) => {
    expect(await lookUpOne(title, shapes[shape])).toMatchObject(expected);
  });
});

async function lookUpOne(title: string, ...bodies: readonly unknown[]): Promise<TitleAnswer | undefined> {
  const [answer] = await lookUpTitles(scriptedWiki(...bodies).api, [title], options);
  return answer;
}

function page(title: string, pageid: number, categories: readonly string[] = [], description?: string): unknown {
  return {
    pageid,
    ns: 0,
    title,
    ...(description === undefined ? {} : { description }),
    ...(categories.length > 0 && { categories: categories.map((name) => ({ ns: 14, title: `Category:${name}` })) }),
  };
}

function step(from: string, to: string): unknown {
  return { from, to };
}

function categoriesIn(answer: TitleAnswer | undefined): readonly string[] | undefined {
  return answer?.page?.categories?.map(({ title }) => title.replace('Category:', ''));
}
