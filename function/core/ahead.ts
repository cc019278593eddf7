/** Begins up to `ahead` items before the first of them is done, and yields what becomes of each in the given order. */
export async function* mapAhead<T, R>(
  items: readonly T[],
  ahead: number,
  begin: (item: T) => Promise<R>,
): AsyncGenerator<R, void> {
  const begun: Promise<R>[] = [];
  let next = 0;
  const beginMore = () => {
    for (const item of items.slice(next, next + ahead - begun.length)) {
      const result = begin(item);
      // One that nobody waits for yet may fail first; the error is seen when its turn comes.
      result.catch(() => {});
      begun.push(result);
      next += 1;
    }
  };
  beginMore();
  for (let first = begun.shift(); first !== undefined; first = begun.shift()) {
    const result = await first;
    // Before the caller is busy with this one.
    beginMore();
    yield result;
  }
}
