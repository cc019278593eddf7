import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, notForPlatform } from '../../support/browser/chromium.ts';
import { openStand, type Stand } from '../../support/browser/stand.ts';
import { loadSample } from '../../support/dashboard.ts';

const focused = 'document.activeElement.name || document.activeElement.tagName';

describe.skipIf(!hasChromium)(hasChromium ? 'the page, in Chromium, by the keyboard' : notForPlatform, () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await openStand(loadSample);
  });
  afterAll(() => stand[Symbol.asyncDispose]());

  test('a day that is typed is shown when the reader says so, and the field keeps the focus', async () => {
    await using reader = await stand.openReader();
    const { page } = reader;
    await reader.open('/');
    const day = page.getByLabel('Day', { exact: true });
    await day.focus();
    await page.keyboard.type('0911');
    expect(await day.inputValue()).toBe('2026-09-11');
    expect(new URL(page.url()).search).toBe('');
    await page.keyboard.type('2026');
    await page.keyboard.press('Enter');
    await reader.reads(/September 11/);
    expect(await page.evaluate(focused)).toBe('day');
    expect(reader.complaints).toEqual([]);
  });

  test('a day that is typed is shown when the reader leaves the field', async () => {
    await using reader = await stand.openReader();
    const { page } = reader;
    await reader.open('/');
    await page.getByLabel('Day', { exact: true }).focus();
    await page.keyboard.type('09122026');
    await page.getByRole('heading', { level: 1 }).click();
    await reader.reads(/September 12/);
    expect(reader.complaints).toEqual([]);
  });

  test('after a link or a turned page the heading has the focus, and on the first sight the browser chooses', async () => {
    await using reader = await stand.openReader();
    const { page } = reader;
    await reader.open('/');
    expect(await page.evaluate(focused)).toBe('BODY');
    await page.keyboard.press('ArrowLeft');
    await reader.reads(/September 14/);
    expect(await page.evaluate(focused)).toBe('H1');
    await page.getByRole('link', { name: 'Health' }).click();
    await reader.reads(/^Data health/);
    expect(await page.evaluate(focused)).toBe('H1');
    expect(reader.complaints).toEqual([]);
  });

  test('a jump to the content asks for nothing again', async () => {
    await using reader = await stand.openReader();
    const { page } = reader;
    await reader.open('/');
    const questions: string[] = [];
    page.on('request', (request) => questions.push(request.url()));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('2015–16 Embvesten Cup');
    expect(questions).toEqual([]);
    expect(reader.complaints).toEqual([]);
  });

  test('each press of an arrow key is a day, however fast they come', async () => {
    await using reader = await stand.openReader();
    const { page } = reader;
    await reader.open('/');
    await page.evaluate(`for (const repeat of [false, true, false, false, true])
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', repeat }))`);
    await reader.reads(/September 12/);
    expect(reader.complaints).toEqual([]);
  });
});
