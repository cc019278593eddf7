import { LRUCache } from 'lru-cache';
import { type Represented, sizeOf } from './represented.ts';

/** Keeps answers until what they were read from is another one. */
export interface AnswerCache {
  /** The answer under the key; made where there is none, once for all who ask at the same time. */
  get(version: string, key: string, make: () => Promise<Made>): Promise<Represented>;
}

export interface Made {
  /** Of what the answer was read from: it may have become another one since it was asked for. */
  readonly version: string;
  readonly answer: Represented;
}

export interface CacheLimits {
  /** Of the answers, their keys and what each takes besides. */
  readonly mostBytes: number;
  readonly mostAnswers: number;
}

/** About what an answer takes in memory besides its bytes: its objects, and the headers of each of its forms. */
export const bytesAnAnswer = 4096;

/** A cache within limits, which forgets first what nobody has asked for the longest. */
export function openCache({ mostBytes, mostAnswers }: CacheLimits): AnswerCache {
  const kept = new LRUCache<string, Represented>({
    max: mostAnswers,
    maxSize: mostBytes,
    // A character of a key may take two bytes.
    sizeCalculation: (answer, key) => 2 * key.length + sizeOf(answer) + bytesAnAnswer,
  });
  const underWay = new Map<string, Promise<Represented>>();
  let keptVersion = '';

  function turnTo(version: string): void {
    if (version === keptVersion) return;
    kept.clear();
    keptVersion = version;
  }

  async function makeAndKeep(asked: string, key: string, make: () => Promise<Made>): Promise<Represented> {
    const { version, answer } = await make();
    // It was found meanwhile that there is a newer one.
    if (asked === keptVersion) turnTo(version);
    // Otherwise it was read from what is no longer there.
    if (version === keptVersion) kept.set(key, answer);
    return answer;
  }

  return {
    async get(version, key, make) {
      turnTo(version);
      const found = kept.get(key);
      if (found !== undefined) return found;
      const whole = `${version} ${key}`;
      const making = underWay.get(whole) ?? makeAndKeep(version, key, make).finally(() => underWay.delete(whole));
      underWay.set(whole, making);
      return making;
    },
  };
}
