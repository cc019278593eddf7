import { type Represented, sizeOf } from './represented.ts';

/** Keeps answers until what they were read from is another one. */
export interface AnswerCache {
  /** The answer under the key; made where there is none, once for all who ask at the same time. */
  get(version: string, key: string, make: () => Promise<Represented>): Promise<Represented>;
}

export interface CacheLimits {
  /** Of the answers, their keys and what each takes besides. */
  readonly mostBytes: number;
  readonly mostAnswers: number;
}

/** About what an answer takes in memory besides its bytes: objects, headers of buffers, its ETags. */
export const bytesAnAnswer = 512;

/** A cache within limits, which forgets first what nobody has asked for the longest. */
export function openCache({ mostBytes, mostAnswers }: CacheLimits): AnswerCache {
  // A Map keeps the order in which its keys came: the first one is the one not asked for the longest.
  const kept = new Map<string, Represented>();
  const underWay = new Map<string, Promise<Represented>>();
  let keptVersion = '';
  let keptBytes = 0;

  function keep(version: string, key: string, answer: Represented): void {
    // Read from what is no longer there.
    if (version !== keptVersion) return;
    kept.set(key, answer);
    keptBytes += costOf(key, answer);
    for (const [oldest, forgotten] of kept) {
      if (keptBytes <= mostBytes && kept.size <= mostAnswers) break;
      kept.delete(oldest);
      keptBytes -= costOf(oldest, forgotten);
    }
  }

  return {
    async get(version, key, make) {
      if (version !== keptVersion) {
        kept.clear();
        keptBytes = 0;
        keptVersion = version;
      }
      const found = kept.get(key);
      if (found !== undefined) {
        kept.delete(key);
        kept.set(key, found);
        return found;
      }
      const whole = `${version} ${key}`;
      const making =
        underWay.get(whole) ??
        make()
          .then((answer) => {
            keep(version, key, answer);
            return answer;
          })
          .finally(() => underWay.delete(whole));
      underWay.set(whole, making);
      return making;
    },
  };
}

/** A character of a key may take two bytes. */
function costOf(key: string, answer: Represented): number {
  return 2 * key.length + sizeOf(answer) + bytesAnAnswer;
}
