/** The type in TypeScript of what a JSON schema describes, as far as the API's document goes. Throws for anything else. */
export function schemaType(schema: unknown): string {
  const { type, properties, items, required } = membersOf(schema);
  return [type]
    .flat()
    .map((name) => {
      if (name === 'object') return objectType(membersOf(properties), [required].flat());
      if (name === 'array') return `readonly (${schemaType(items)})[]`;
      const simple = simpleTypes[String(name)];
      if (simple === undefined) throw new Error(`Cannot say what ${JSON.stringify(schema)} is in TypeScript`);
      return simple;
    })
    .join(' | ');
}

const simpleTypes: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};

function objectType(properties: Readonly<Record<string, unknown>>, required: readonly unknown[]): string {
  const members = Object.entries(properties).map(
    ([name, schema]) => `readonly ${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${schemaType(schema)};`,
  );
  return `{ ${members.join(' ')} }`;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return value instanceof Object ? { ...value } : {};
}
