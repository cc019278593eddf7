import type { ActionApi } from '../../function/sources/top-articles/action-api.ts';

export type Parameters = Readonly<Record<string, string>>;

/** An Action API that answers each question with the next of the given bodies, the last one again and again. */
export function scriptedWiki(...bodies: readonly unknown[]): { readonly api: ActionApi; readonly asked: Parameters[] } {
  const asked: Parameters[] = [];
  return {
    asked,
    api: {
      query: async (parameters, parse) => parse(bodies[Math.min(asked.push(parameters), bodies.length) - 1]),
    },
  };
}

/** A body that holds nothing but these pages, and says that it is complete. */
export function wholeAnswer(pages: readonly unknown[], steps: Readonly<Record<string, unknown>> = {}): unknown {
  return { batchcomplete: true, query: { ...steps, pages } };
}
