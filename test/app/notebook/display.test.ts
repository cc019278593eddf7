import { expect, test } from 'vitest';
import { formsOf, shown, tableForms } from '../../../function/app/notebook/display.ts';

test('tableForms() shows titles as they are, whatever is in them', () => {
  const forms = tableForms({ columns: ['page', 'views'], rows: [['<b>Q&A</b> "x"', 1234567]] });
  expect(forms['text/html']).toContain('>&lt;b&gt;Q&amp;A&lt;/b&gt; &quot;x&quot;</td>');
  expect(forms['text/html']).toContain('>1,234,567</td>');
  expect(forms['text/plain']).toContain('<b>Q&A</b> "x"');
});

test('tableForms() puts numbers to the right, under the names of their columns', () => {
  const { 'text/html': html } = tableForms({
    columns: ['page', 'change'],
    rows: [
      ['A', null],
      ['B', -3],
    ],
  });
  expect(html).toContain('<th style="text-align:left">page</th><th style="text-align:right">change</th>');
  expect(html).toContain('<td style="text-align:left">B</td><td style="text-align:right">-3</td>');
});

test('tableForms() leaves unknown cells empty, for unknown is not 0', () => {
  expect(tableForms({ columns: ['change'], rows: [[null]] })['text/html']).toMatch(/<td[^>]*><\/td>/);
  expect(tableForms({ columns: ['change'], rows: [[0]] })['text/html']).toMatch(/<td[^>]*>0<\/td>/);
});

test('formsOf() lets a value say how it is shown, and shows others as text', () => {
  expect(formsOf(shown({ 'image/svg+xml': '<svg/>' }))).toEqual({ 'image/svg+xml': '<svg/>' });
  expect(formsOf({ top: 100 })).toMatchObject({ 'text/plain': '{ top: 100 }' });
  expect(formsOf(null)).toMatchObject({ 'text/plain': 'null' });
});
