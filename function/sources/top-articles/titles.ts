import { FailedError } from '../../core/errors.ts';
import { titlesPerRequest } from './action-api.ts';
import type { TitleAnswer } from './raw.ts';

/** Looks up titles of one wiki in full batches, each title once. */
export interface Titles {
  /**
   * Resolves once all of `wanted` are answered. `spare` titles fill a batch that is sent with room left: they are
   * likely to be wanted next, and their answers cost no request then.
   */
  answersFor(wanted: readonly string[], spare: readonly string[]): Promise<ReadonlyMap<string, TitleAnswer>>;
  /** Sends what is waiting although the batch is not full: nothing more is to come soon. */
  flush(): void;
  /** Whether a batch is under way. */
  isBusy(): boolean;
}

type LookUp = (titles: readonly string[]) => Promise<readonly TitleAnswer[]>;

export function batchTitles(lookUp: LookUp, onIdle: () => void): Titles {
  const answers = new Map<string, Promise<TitleAnswer>>();
  const spares = new Set<readonly string[]>();
  let waiting: Waiting[] = [];
  let batches = 0;

  function ask(title: string): Promise<TitleAnswer> {
    const known = answers.get(title);
    if (known !== undefined) return known;
    const { promise, resolve, reject } = Promise.withResolvers<TitleAnswer>();
    // A spare title's failure is nobody's yet; whoever wants it later still sees it.
    promise.catch(() => {});
    answers.set(title, promise);
    waiting.push({ title, resolve, reject });
    if (waiting.length === titlesPerRequest) send();
    return promise;
  }

  function send(): void {
    const batch = waiting;
    waiting = [];
    settle(batch);
  }

  async function settle(batch: readonly Waiting[]): Promise<void> {
    batches += 1;
    try {
      const found = await lookUp(batch.map(({ title }) => title));
      batch.forEach(({ title, resolve, reject }, i) => {
        const answer = found[i];
        if (answer?.asked === title) resolve(answer);
        else reject(new Error(`The look-up of "${title}" gave no answer in its place`));
      });
    } catch (error) {
      // One title that cannot be looked up must not fail all the days of its batch.
      if (batch.length > 1 && error instanceof FailedError) {
        const middle = Math.ceil(batch.length / 2);
        settle(batch.slice(0, middle));
        settle(batch.slice(middle));
        return;
      }
      // Whoever asks for the title again starts a new look-up.
      for (const { title, reject } of batch) {
        answers.delete(title);
        reject(error);
      }
    } finally {
      batches -= 1;
      onIdle();
    }
  }

  return {
    async answersFor(wanted, spare) {
      spares.add(spare);
      try {
        const found = await Promise.all(wanted.map(ask));
        return new Map(found.map((answer) => [answer.asked, answer]));
      } finally {
        spares.delete(spare);
      }
    },
    flush() {
      if (waiting.length === 0) return;
      for (const title of new Set([...spares].flat())) {
        if (!answers.has(title)) ask(title);
        // It became full, and went.
        if (waiting.length === 0) return;
      }
      send();
    },
    isBusy: () => batches > 0,
  };
}

interface Waiting {
  readonly title: string;
  readonly resolve: (answer: TitleAnswer) => void;
  readonly reject: (error: unknown) => void;
}
