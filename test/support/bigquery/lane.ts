/** What is under way has the lane for itself until it ends or waits for something. */
export interface Turn {
  /** Lets others go on until then. */
  park<T>(until: Promise<T>): Promise<T>;
}

export interface Lane {
  /** Does the work when everything that was there before has ended or waits. */
  run<T>(work: (turn: Turn) => Promise<T>): Promise<T>;
}

/** One after the other, in the order of arrival: who overlaps whom is decided by `park` alone, not by chance. */
export function createLane(): Lane {
  let last: Promise<void> = Promise.resolve();

  async function enter(): Promise<() => void> {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    await before;
    return resolve;
  }

  return {
    async run(work) {
      let leave = await enter();
      const turn: Turn = {
        async park(until) {
          leave();
          try {
            return await until;
          } finally {
            leave = await enter();
          }
        },
      };
      try {
        return await work(turn);
      } finally {
        leave();
      }
    },
  };
}
