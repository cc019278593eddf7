/** A day that a project never got. */
export interface Hole {
  readonly project: string;
  readonly day: string;
}

/** Which rankings there are. */
export interface Publication {
  isKnown(project: string): boolean;
  isPublished(project: string, day: string): boolean;
  /** Publishes the days up to this one. */
  publish(lastDay: string): void;
}

export interface PublicationOptions {
  readonly projects: readonly string[];
  readonly holes: readonly Hole[];
  /** The newest published day; yesterday in UTC if undefined. */
  readonly lastDay: string | undefined;
  readonly now: () => number;
}

export function createPublication({ projects, holes, lastDay, now }: PublicationOptions): Publication {
  const known = new Set(projects);
  const never = new Set(holes.map(({ project, day }) => `${project} ${day}`));
  let newest = lastDay;
  const yesterday = (): string => new Date(now() - DAY_MS).toISOString().slice(0, 10);
  return {
    isKnown: (project) => known.has(project),
    isPublished: (project, day) =>
      day >= FIRST_DAY && day <= (newest ?? yesterday()) && !never.has(`${project} ${day}`),
    publish(day) {
      newest = day;
    },
  };
}

const FIRST_DAY = '2015-07-01';
const DAY_MS = 86_400_000;
