import { type Represented, sizeOf } from './represented.ts';

/** Keeps answers until what they were read from is another one. */
export interface AnswerCache {
  /** The answer under the key; made where there is none, once for all who ask at the same time. */
  get(version: string, key: string, make: () => Promise<Represented>): Promise<Represented>;
}

/** A cache of at most so many bytes, which forgets first what nobody has asked for the longest. */
export function openCache(mostBytes: number): AnswerCache {
  // A Map keeps the order in which its keys came: the first one is the one not asked for the longest.
  const kept = new Map<string, Represented>();
  const underWay = new Map<string, Promise<Represented>>();
  let keptVersion = '';
  let keptBytes = 0;

  function keep(version: string, key: string, answer: Represented): void {
    // Read from what is no longer there.
    if (version !== keptVersion) return;
    kept.set(key, answer);
    keptBytes += sizeOf(answer);
    for (const [oldest, forgotten] of kept) {
      if (keptBytes <= mostBytes) break;
      kept.delete(oldest);
      keptBytes -= sizeOf(forgotten);
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
