import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/**
 * A parser for JSON from outside: gives the value itself, checked, or throws what `fail` makes of the first problem.
 * Members that the schema does not name stay where they are.
 */
export function parserOf<S extends TSchema>(
  schema: S,
): (value: unknown, fail: (problem: string) => Error) => Static<S> {
  const shape = Compile(schema);
  return (value, fail) => {
    if (shape.Check(value)) return value;
    const [problem] = shape.Errors(value);
    throw fail(`${problem?.instancePath || 'the answer'} ${problem?.message ?? 'has the wrong shape'}`);
  };
}

/** Whether a value from outside has the shape. */
export function guardOf<S extends TSchema>(schema: S): (value: unknown) => value is Static<S> {
  const shape = Compile(schema);
  return (value): value is Static<S> => shape.Check(value);
}
