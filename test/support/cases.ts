/**
 * Tries case 0, 1, 2 and so on, two at a time, until one says that there are no more of them.
 * Resolves to how many there were; the first failure ends it.
 */
export async function tryCases(attempt: (index: number) => Promise<'tried' | 'no more'>): Promise<number> {
  let next = 0;
  let tried = 0;
  let isOver = false;

  async function work(): Promise<void> {
    while (!isOver) {
      try {
        if ((await attempt(next++)) === 'no more') isOver = true;
        else tried += 1;
      } catch (error) {
        isOver = true;
        throw error;
      }
    }
  }

  const workers = await Promise.allSettled([work(), work()]);
  for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
  return tried;
}
