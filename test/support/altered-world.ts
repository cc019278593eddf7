import { createWorld, type World, type WorldOptions } from './wikimedia/world.ts';

/** A world in which the pages of some titles were deleted: they look like articles and are none. */
export function worldWithout(titles: ReadonlySet<string>, options: WorldOptions = {}): World {
  const world = createWorld(options);
  return {
    ...world,
    page(project, title) {
      if (!titles.has(title)) return world.page(project, title);
      const page = { kind: 'missing', title: title.replaceAll('_', ' '), ns: 0 } as const;
      return { asked: page, hops: [], page };
    },
    truth(project, title) {
      const truth = world.truth(project, title);
      if (!titles.has(title)) return truth;
      const none = { pageid: undefined, description: undefined, wikibaseItem: undefined, categories: [] };
      return { ...truth, ...none, title: title.replaceAll('_', ' '), kind: 'missing', ns: 0, missing: true };
    },
  };
}
