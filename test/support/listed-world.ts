import { createWorld, type World } from './wikimedia/world.ts';

/** A world that lists these titles every day, in this order. */
export function listedWorld(titles: readonly string[]): World {
  return {
    ...createWorld(),
    ranking: () => titles.map((article, i) => ({ article, views: 10 * (titles.length - i), rank: i + 1 })),
  };
}

/** How many of the titles lead to an article. */
export function articlesAmong(titles: readonly string[], { truth }: World, project: string): number {
  return titles.filter((title) => {
    const { kind, ns } = truth(project, title);
    return kind === 'page' && ns === 0;
  }).length;
}
