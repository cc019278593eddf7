import Type from 'typebox';
import packageJson from '../../package.json' with { type: 'json' };
import type { Endpoint } from './endpoint.ts';
import type { Parameter } from './parameters.ts';
import { shapeOf } from './shape.ts';

/** https://www.rfc-editor.org/rfc/rfc9457, as far as it is used here. */
export const problemShape = shapeOf({
  type: Type.String(),
  title: Type.String({ description: 'What the status says.' }),
  status: Type.Integer(),
  detail: Type.String({ description: 'What would be right, for whoever must act.' }),
});

/** The API in words for programs, from what the program itself goes by: https://spec.openapis.org/oas/v3.1.1 */
export function openApiDocument(endpoints: readonly Endpoint[]) {
  return {
    openapi: '3.1.1',
    info: {
      title: `${packageJson.name}: the API of the dashboard`,
      version: packageJson.version,
      summary: packageJson.description,
      license: { name: packageJson.license, identifier: packageJson.license },
    },
    servers: [{ url: '/api/v1' }],
    paths: Object.fromEntries(endpoints.map((endpoint) => [endpoint.path, { get: operation(endpoint) }])),
    components: {
      responses: {
        problem: {
          description: 'What is wrong with the request, or why there is no answer to it.',
          content: { 'application/problem+json': { schema: problemShape } },
        },
      },
    },
  };
}

function operation({ path, summary, parameters, answer, media }: Endpoint) {
  const problem = { $ref: '#/components/responses/problem' };
  const content = media.map(({ type }) => [type, { schema: /json$/.test(type) ? answer : { type: 'string' } }]);
  return {
    operationId: path.replaceAll(/\W+/g, '_').replaceAll(/^_|_$/g, ''),
    summary,
    parameters: Object.entries(parameters).map(describe),
    responses: {
      200: { description: 'The answer; its ETag changes with it.', content: Object.fromEntries(content) },
      304: { description: 'The caller has it already, by its If-None-Match.' },
      400: problem,
      404: problem,
      500: problem,
      503: problem,
      // Of requests that are no question at all: too long, or for another host than this machine's.
      '4XX': problem,
    },
  };
}

function describe([name, { place, description, schema, isRequired }]: [string, Parameter]) {
  return { name, in: place, description, required: isRequired, schema };
}
