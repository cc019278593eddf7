/** The middle one of a figure's values; of an even number of them the upper one. */
export function median<Figure extends string>(
  all: readonly Readonly<Record<Figure, number>>[],
  figure: Figure,
): number {
  const values = all.map((one) => one[figure]).toSorted((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? Number.NaN;
}
