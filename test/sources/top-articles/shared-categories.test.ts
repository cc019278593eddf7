import { describe, expect, test } from 'vitest';
import type { TitleAnswer } from '../../../function/sources/top-articles/raw.ts';
import { shareCategories } from '../../../function/sources/top-articles/shared-categories.ts';

describe('shareCategories()', () => {
  test('changes nothing, and lets answers share the categories that are the same', () => {
    const share = shareCategories();
    const answers = [
      answerWith('A', [{ title: 'Category:Living people' }, { title: 'Category:Stubs', hidden: true }]),
      answerWith('B', [{ title: 'Category:Living people' }]),
      // Meanwhile somebody has hidden it, and shown the other one.
      answerWith('C', [{ title: 'Category:Living people', hidden: true }, { title: 'Category:Stubs' }]),
      answerWith('D', []),
    ];
    const shared = answers.map(share);
    expect(shared).toEqual(answers);
    const [a, b, c] = shared.map(({ page }) => page?.categories ?? []);
    expect(b?.[0]).toBe(a?.[0]);
    expect(c?.[0]).not.toBe(a?.[0]);
  });

  test('leaves an answer without a page as it is', () => {
    const answer: TitleAnswer = { ...answerWith('A', []), page: null };
    expect(shareCategories()(answer)).toEqual(answer);
  });
});

function answerWith(asked: string, categories: readonly { title: string; hidden?: boolean }[]): TitleAnswer {
  const page = { title: asked, pageid: 1, ns: 0, categories: [...categories] };
  return { asked, led_to: asked, is_main_page: false, page, complete: true, fetched_at: '2026-11-21T06:00:00.000Z' };
}
