import { describe, expect, test } from 'vitest';
import { addDays, parseDay } from '../../function/core/day.ts';
import type { Ledger, LedgerEntry } from '../../function/core/ledger.ts';
import { partitionKey } from '../../function/core/partition.ts';
import { volumeNote } from '../../function/core/volume.ts';
import { english, french, partition } from '../support/partitions.ts';

const today = partition('2026-09-15');

describe('volumeNote()', () => {
  test('is silent up to a factor of five, above and below', () => {
    const ledger = neighbours([100, 100, 100]);
    expect(volumeNote(today, 500, ledger)).toBeNull();
    expect(volumeNote(today, 20, ledger)).toBeNull();
  });

  test('says so beyond a factor of five, with the figures', () => {
    const ledger = neighbours([100, 100, 100]);
    const said = 'volume: 501 views are 5.0 times the median of 3 loaded neighbours (100)';
    expect(volumeNote(today, 501, ledger)).toBe(said);
    expect(volumeNote(today, 19, ledger)).toContain('0.19 times');
  });

  test('takes the median, so that one odd neighbour does not count', () => {
    expect(volumeNote(today, 500, neighbours([100, 100, 100_000]))).toBeNull();
    expect(volumeNote(today, 500, neighbours([50, 50, 150, 150]))).toBeNull();
    expect(volumeNote(today, 501, neighbours([50, 50, 150, 150]))).toContain('(100)');
  });

  test('is silent with fewer than three loaded neighbours', () => {
    expect(volumeNote(today, 1_000_000, neighbours([100, 100]))).toBeNull();
    expect(volumeNote(today, 1_000_000, neighbours([100, 100, 100], { status: 'refused' }))).toBeNull();
    expect(volumeNote(today, 1_000_000, neighbours([100, 100, 100], { project: french }))).toBeNull();
  });

  test('looks a week back and ahead, and not at the day itself', () => {
    expect(volumeNote(today, 1_000_000, entries([-7, 1, 7]))).toContain('3 loaded neighbours');
    expect(volumeNote(today, 1_000_000, entries([-8, 0, 1, 7]))).toBeNull();
  });
});

/** Loaded days right before the day, with these views. */
function neighbours(views: readonly number[], other: Partial<LedgerEntry> = {}): Ledger {
  return toLedger(views.map((count, i) => entry(-1 - i, { views: count, ...other })));
}

function entries(offsets: readonly number[]): Ledger {
  return toLedger(offsets.map((offset) => entry(offset)));
}

function entry(offset: number, other: Partial<LedgerEntry> = {}): LedgerEntry {
  const day = addDays(parseDay(today.day), offset);
  return { project: english, day, status: 'loaded', articles: 100, categories: 0, views: 100, reason: null, ...other };
}

function toLedger(all: readonly LedgerEntry[]): Ledger {
  return new Map(all.map((one) => [partitionKey(one), one]));
}
