import { readFileSync } from 'node:fs';
import type { DayCommit } from '../../../function/core/warehouse.ts';
import { emptyDay, type ListedTitle, listedDay } from '../../support/listed-days.ts';

/** The days of `lists.txt`. */
export function readLists(): readonly DayCommit[] {
  const text = readFileSync(new URL('lists.txt', import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const categories = new Map(lines.filter((line) => line.startsWith('=')).map(categoriesIn));
  const starts = lines.flatMap((line, index) => (/^\w+\.\w+ /.test(line) ? [index] : []));
  return starts.map((start, i) => {
    const [project = '', day = '', status] = (lines[start] ?? '').split(' ');
    if (status === 'absent' || status === 'refused') return emptyDay(project, day, status);
    const list = lines.slice(start + 1, starts[i + 1]).filter((line) => !line.startsWith('='));
    return listedDay(
      project,
      day,
      list.map((line) => titleIn(line, categories)),
    );
  });
}

type Categories = Required<Pick<ListedTitle, 'visible' | 'hidden'>>;

function categoriesIn(line: string): readonly [number, Categories] {
  const [, page, names = ''] = /^= (\d+): (.+)$/.exec(line) ?? [];
  const all = names.split('; ');
  const visible = all.filter((name) => !name.startsWith('hidden: '));
  const hidden = all.filter((name) => name.startsWith('hidden: ')).map((name) => name.slice('hidden: '.length));
  return [Number(page), { visible, hidden }];
}

function titleIn(line: string, categories: ReadonlyMap<number, Categories>): ListedTitle {
  const [, article = '', page, views, desktop, mobile] =
    /^(\S+)(?: > (\d+))?\s+(\d+)\s+(\S+)\s+(\S+)$/.exec(line) ?? [];
  const known = (figure: string | undefined) => (figure === '?' ? null : Number(figure));
  return {
    article,
    page: page === undefined ? null : Number(page),
    views: Number(views),
    desktop: known(desktop),
    mobile: known(mobile),
    ...categories.get(Number(page)),
  };
}
