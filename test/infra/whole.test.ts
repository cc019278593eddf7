import { describe, expect, test } from 'vitest';
import { allSettings, type Config, leastSettings, type Stack, stackOf } from '../support/stack.ts';

/*
 * The whole of what Terraform is given, beside the test: a change shows in review as it would in a plan. Written anew by
 * `npm test -- test/infra/whole.test.ts --update`. What a column and a query say is held elsewhere to what the program says.
 */
describe('the whole stack is as reviewed', () => {
  test.each([
    { name: 'least', settings: leastSettings },
    { name: 'everything', settings: allSettings },
  ])('with $name set', async ({ name, settings }) => {
    await expect(`${JSON.stringify(reviewed(stackOf(settings)), null, 1)}\n`).toMatchFileSnapshot(`whole.${name}.json`);
  });
});

function reviewed({ resources, ...rest }: Stack) {
  return {
    ...rest,
    resources: Object.fromEntries(resources.map(({ type, name, config }) => [`${type}.${name}`, bare(config)])),
  };
}

/** Without what is the program's own, and where this stack was made. */
function bare(config: Config): Config {
  const isOfProgram = (name: string, value: unknown) =>
    ['schema', 'query', 'definition_body'].includes(name) || /^[0-9a-f]{64}$/.test(String(value));
  return JSON.parse(
    JSON.stringify(config, (name, value) => (isOfProgram(name, value) ? 'as the program has it' : value)),
  );
}
