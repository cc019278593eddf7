/** A 32-bit hash of its parts: FNV-1a over UTF-16 code units, finished with MurmurHash3's fmix32. */
export function hashOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    const text = String(part);
    for (let index = 0; index < text.length; index += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
    // A separator, so that ('ab', 'c') and ('a', 'bc') differ.
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  return finish(hash);
}

/** The same hash as a fraction in [0, 1). */
export function fractionOf(...parts: readonly (string | number)[]): number {
  return hashOf(...parts) / 2 ** 32;
}

/** A fraction in [0, 1) for two numbers: cheaper than `fractionOf`, for the inner loops. */
export function mix(seed: number, index: number): number {
  return finish(seed ^ Math.imul(index + 1, 0x9e3779b1)) / 2 ** 32;
}

export type Random = () => number;

/** mulberry32, by Tommy Ettinger: fractions in [0, 1). */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new RangeError('Cannot pick from an empty list');
  return found;
}

function finish(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
