import { createWorld, type World, type WorldOptions } from './wikimedia/world.ts';

/** A world that makes up each ranking once: for tests that load the same days a hundred times. */
export function rememberedWorld(options: WorldOptions = {}): World {
  const world = createWorld(options);
  const made = new Map<string, ReturnType<World['ranking']>>();
  return {
    ...world,
    ranking(project, access, day) {
      const key = `${project} ${access} ${day}`;
      const ranking = made.get(key) ?? world.ranking(project, access, day);
      made.set(key, ranking);
      return ranking;
    },
  };
}
