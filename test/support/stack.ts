import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Type from 'typebox';
import { parserOf } from '../../function/core/shape.ts';
import type { Environment } from '../../function/core/variables.ts';
import { parseDeployment } from '../../infra/settings.ts';
import { stackName, synthesise } from '../../infra/stack.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly config: Config;
}

export type Config = Record<string, unknown>;

/** What Terraform is given. */
export interface Stack {
  readonly data: unknown;
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly terraform: unknown;
  readonly provider: unknown;
}

/** The least that an operator has to say. */
export const leastSettings = {
  GOOGLE_CLOUD_PROJECT: 'my-project-1',
  WIKITRENDS_CONTACT: 'jane@university.edu',
  WIKITRENDS_ALERT_EMAIL: 'ops@university.edu',
  WIKITRENDS_BILLING_ACCOUNT: '012345-6789AB-CDEF01',
};

/** All that an operator can say, in another part of the world. */
export const allSettings = {
  ...leastSettings,
  BIGQUERY_LOCATION: 'EU',
  WIKITRENDS_REGION: 'europe-west4',
  WIKITRENDS_PROJECTS: 'de.wikipedia,fr.wikipedia',
  WIKITRENDS_SINCE: '2024-01-01',
  WIKITRENDS_TOP: '50',
  WIKITRENDS_DEVICE_SHARES: 'false',
  WIKITRENDS_REQUESTS_PER_MINUTE: '1500',
  WIKITRENDS_CONCURRENCY: '2',
  WIKITRENDS_SCHEDULE: '30 6,18 * * *',
  WIKITRENDS_BUDGET: '25',
  WIKITRENDS_STATE_BUCKET: 'state-of-things',
  WIKITRENDS_CALLERS: 'group:analysts@university.edu, user:jane@university.edu',
  WIKITRENDS_DASHBOARD_USERS: 'group:newsroom@university.edu',
  WIKITRENDS_KMS_KEY: 'projects/my-project-1/locations/europe/keyRings/ring/cryptoKeys/key',
  WIKITRENDS_TOKEN_SECRET: 'wikimedia-token',
  WIKITRENDS_REPOSITORY: 'university/wikitrends',
};

const parseJson = parserOf(
  Type.Object({
    resource: Type.Record(Type.String(), Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()))),
    data: Type.Optional(Type.Object({})),
    output: Type.Record(Type.String(), Type.Object({ value: Type.Unknown() })),
    terraform: Type.Unknown(),
    provider: Type.Unknown(),
  }),
);

/** Synthesises the stack with a small bundle, or without what runs, and reads what Terraform will read. */
export function stackOf(
  settings: Environment = leastSettings,
  part: 'all' | 'kept' = 'all',
  code = 'export {};\n',
): Stack {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, 'main.js'), code);
  const outdir = join(folder.path, 'out');
  synthesise(parseDeployment(settings), { outdir, bundle: part === 'all' ? folder.path : null });
  return readStack(outdir);
}

export function readStack(outdir: string): Stack {
  const text = readFileSync(join(outdir, 'stacks', stackName, 'cdk.tf.json'), 'utf8');
  const json = parseJson(JSON.parse(text), (problem) => new Error(`No stack: ${problem}`));
  return {
    data: withoutNotes(json.data ?? {}),
    resources: Object.entries(json.resource).flatMap(([type, ofType]) =>
      Object.entries(ofType).map(([name, { '//': _, ...config }]) => ({ type, name, config })),
    ),
    outputs: Object.fromEntries(Object.entries(json.output).map(([name, { value }]) => [name, value])),
    terraform: json.terraform,
    provider: json.provider,
  };
}

/** CDKTF's own remarks are no business of Terraform's. */
function withoutNotes(value: object): unknown {
  return JSON.parse(JSON.stringify(value, (name, inner) => (name === '//' ? undefined : inner)));
}

/** What the resource `type.name` is to be like; throws when the stack has none. */
export function configOf({ resources }: Stack, address: string): Config {
  const found = resources.find(({ type, name }) => `${type}.${name}` === address);
  if (found === undefined) throw new Error(`The stack has no ${address}`);
  return found.config;
}

export function ofType({ resources }: Stack, type: string): readonly Resource[] {
  return resources.filter((resource) => resource.type === type);
}

/** The value at a path such as `service_config.uri` in a resource; undefined where there is none. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => {
    return inner instanceof Object ? Object.entries(inner).find(([key]) => key === name)?.[1] : undefined;
  }, value);
}

/** A reference as Terraform writes it. */
export function reference(address: string): string {
  return `$\{${address}}`;
}
