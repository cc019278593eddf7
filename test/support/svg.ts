/** What a chart of Vega draws beside its axes and legends: the elements' texts, by the type of the mark. */
export interface Marks {
  readonly line: readonly string[];
  readonly symbol: readonly string[];
  readonly rule: readonly string[];
  readonly rect: readonly string[];
}

export function marksIn(svg: string): Marks {
  const groups = [...svg.matchAll(/<g class="mark-(\w+) role-mark[^>]*(?<!\/)>(.*?)<\/g>/gs)];
  const ofType = (type: keyof Marks) =>
    groups
      .filter(([, found]) => found === type)
      .flatMap(([, , content = '']) => [...content.matchAll(/<\w+ [^>]+>/g)].map(String));
  return { line: ofType('line'), symbol: ofType('symbol'), rule: ofType('rule'), rect: ofType('rect') };
}
