import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endpoints } from '../../../function/dashboard/endpoints.ts';
import { openApiDocument } from '../../../function/dashboard/openapi.ts';
import { projectFolder, startScript } from '../../support/command.ts';
import { schemaType } from '../../support/schema-type.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** What the page takes each answer for, in the words of `answers.d.ts`. */
const taken: Readonly<Record<string, string>> = {
  '/projects': '{ readonly projects: readonly answers.Project[] }',
  '/days': '{ readonly days: readonly answers.CalendarDay[] }',
  '/top': 'answers.Top',
  '/trending': 'answers.Trending',
  '/articles/{page_id}': 'answers.Article',
  '/categories': 'answers.Categories',
  '/categories/{name}': 'answers.CategoryCourse',
  '/range-top': 'answers.RangeTop',
  '/health': 'answers.Health',
};

/** What the document says of each answer. */
const described = Object.entries(taken)
  .map(([path]) => `${JSON.stringify(path)}: ${schemaType(answerSchema(path))};`)
  .join('\n');

test('the page takes the answers for what the API says they are, by names, types and what may be null', async () => {
  const drifts = {
    'another name': described.replaceAll('"views_change"', '"change_of_views"'),
    'another type': described.replaceAll('"is_certain": boolean', '"is_certain": string'),
    'null by now': described.replaceAll('"page_title": string', '"page_title": string | null'),
    'never null by now': described.replaceAll('"watermark": string | null', '"watermark": string'),
    'a list no more': described.replaceAll('"categories": readonly (string)[]', '"categories": string'),
  };
  for (const drift of Object.values(drifts)) expect(drift).not.toBe(described);
  const misfits = await compile({ 'as it is': described, ...drifts });
  expect(misfits['as it is']).toBe('');
  for (const name of Object.keys(drifts)) expect.soft(misfits[name], name).toContain('error TS');
});

/** What the TypeScript compiler has to say where the answers are described so; empty where all fits. */
async function compile(descriptions: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  using folder = temporaryFolder();
  const files = Object.entries(descriptions).map(([name, text], i) => ({ name, text, file: `description-${i}.ts` }));
  for (const { file, text } of files) writeFileSync(join(folder.path, file), program(text));
  const options = ['--ignoreConfig', '--noEmit', '--strict', '--types', '', '--pretty', 'false'];
  const compiler = startScript('node_modules/typescript/bin/tsc', [...options, ...files.map(({ file }) => file)], {
    folder: folder.path,
  });
  const { stdout } = await compiler.ended;
  const lines = stdout.split('\n').filter((line) => line !== '');
  // Neither of the options, nor of any other file.
  expect(lines.filter((line) => !/^(description-\d+\.ts|\s)/.test(line))).toEqual([]);
  return Object.fromEntries(
    files.map(({ name, file }) => [name, lines.filter((line) => line.startsWith(`${file}(`)).join('\n')]),
  );
}

/** Compiles where either can be taken for the other, as far as the page reads it. */
function program(description: string): string {
  const answers = JSON.stringify(join(projectFolder, 'function/dashboard/page/answers.d.ts'));
  const lines = Object.entries(taken).flatMap(([path, type], i) => [
    `export const taken${i}: ${type} = said<Described[${JSON.stringify(path)}]>();`,
    `export const read${i}: Read<Described[${JSON.stringify(path)}], ${type}> = said<${type}>();`,
  ]);
  return `import type * as answers from ${answers};
declare function said<T>(): T;
interface Described { ${description} }
/** The members of S that T has, too. */
type Read<S, T> = S extends readonly (infer SItem)[]
  ? T extends readonly (infer TItem)[] ? readonly Read<SItem, TItem>[] : never
  : S extends object ? { readonly [K in keyof S & keyof T]: Read<S[K], T[K]> } : S;
${lines.join('\n')}
`;
}

function answerSchema(path: string): unknown {
  const operation = openApiDocument(endpoints).paths[path]?.get;
  const schema = operation?.responses[200].content['application/json'];
  if (schema === undefined) throw new Error(`The document has no ${path}`);
  return Object(schema).schema;
}
