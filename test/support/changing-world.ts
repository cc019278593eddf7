import { rememberedWorld } from './remembered.ts';
import type { World } from './wikimedia/world.ts';

/** A world of short lists, of which some days are told otherwise once they are `changed`. */
export function changingWorld(changed: ReadonlySet<string>): World {
  const world = rememberedWorld({ entries: 60 });
  return {
    ...world,
    ranking(project, access, day) {
      const entries = world.ranking(project, access, day);
      return changed.has(day) ? entries.map((entry) => ({ ...entry, views: entry.views + 1 })) : entries;
    },
  };
}
