import Type from 'typebox';
import { describe, expect, test } from 'vitest';
import { type Body, chooseMedium, jsonOrCsv } from '../../function/dashboard/medium.ts';
import { listOf, shapeOf } from '../../function/dashboard/shape.ts';

const media = jsonOrCsv('rows');

describe('chooseMedium() takes', () => {
  test.each([
    ['json', null, undefined],
    ['json', null, '*/*'],
    ['json', null, 'text/html, application/xhtml+xml, */*;q=0.8'],
    ['json', null, 'image/png'],
    ['csv', null, 'text/csv'],
    ['csv', null, 'TEXT/CSV; charset=utf-8, application/json;q=0.9'],
    ['csv', null, 'text/*'],
    ['csv', null, 'application/json;q=0.2, */*;q=0.5'],
    ['csv', null, 'application/json;Q=0, text/csv;q=0.001'],
    ['json', null, 'text/csv;q=0.5, application/json'],
    ['json', null, 'text/csv;q=0'],
    ['csv', 'csv', 'application/json'],
    ['json', 'json', 'text/csv'],
  ])('%s where %s is named and %s accepted', (format, name, accept) => {
    expect(chooseMedium(media, name, { headers: { accept } }).format).toBe(format);
  });
});

describe('CSV', () => {
  const names = ['text', 'number', 'yes', 'nothing', 'list'];
  const shape = shapeOf({ rows: listOf(Object.fromEntries(names.map((name) => [name, Type.Unknown()])), 'Rows.') });
  const linesOf = (...rows: readonly Body[]) => media[1]?.write({ rows }, shape).trimEnd();

  test('quotes every text, also one that is a formula, and has what is nested as JSON', () => {
    expect(linesOf({ text: '=1+1', number: 1.5, yes: true, nothing: null, list: ['a', 'b"c'] })).toBe(
      '"text","number","yes","nothing","list"\n"=1+1",1.5,true,,"[""a"",""b\\""c""]"',
    );
    expect(linesOf({ text: 'a "b"\nc', number: 0, yes: false, nothing: 'x', list: [] })).toBe(
      '"text","number","yes","nothing","list"\n"a ""b""\nc",0,false,"x",[]',
    );
  });

  test('names its columns also where there are no rows', () => {
    expect(linesOf()).toBe('"text","number","yes","nothing","list"');
  });
});
