import type { Resource, Stack } from '../../support/stack.ts';

/** What must hold in every stack, whatever is set. */
export interface Policy {
  /** Completes the sentence "In the stack, …". */
  readonly promise: string;
  /** What breaks it, a sentence each; nothing in a sound stack. */
  violations(stack: Stack): readonly string[];
}

/** A policy that looks at one resource after the other: `problem` is what is wrong with it, or null. */
export function forEach(
  promise: string,
  isMeant: (resource: Resource) => boolean,
  problem: (resource: Resource, stack: Stack) => string | null,
): Policy {
  return {
    promise,
    violations: (stack) =>
      stack.resources.filter(isMeant).flatMap((resource) => {
        const wrong = problem(resource, stack);
        return wrong === null ? [] : [`${resource.type}.${resource.name} ${wrong}`];
      }),
  };
}

/** All texts in a resource, however deep. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return value instanceof Object ? Object.values(value).flatMap(textsIn) : [];
}
