import { LanguageFeature } from '@fivetrandevelopers/zetasql/lib/types/zetasql/LanguageFeature.js';
import type { LanguageOptionsProto } from '@fivetrandevelopers/zetasql/lib/types/zetasql/LanguageOptionsProto.js';
import Type from 'typebox';
import { parserOf } from '../../../function/core/shape.ts';
import type { AnalyserClient } from './client.ts';

type Feature = keyof typeof LanguageFeature;

/** What GoogleSQL has and BigQuery's reference does not: other products of Google's speak it. */
const notInBigQuery: ReadonlySet<string> = new Set<Feature>([
  'FEATURE_CHECK_CONSTRAINT',
  'FEATURE_EXPERIMENTAL_MODULES',
  'FEATURE_TIMESTAMP_NANOS',
  'FEATURE_V_1_1_ARRAY_EQUALITY',
  'FEATURE_V_1_2_GENERATED_COLUMNS',
  'FEATURE_V_1_3_ALLOW_SLASH_PATHS',
  'FEATURE_V_1_3_ARRAY_GREATEST_LEAST',
  'FEATURE_V_1_3_ARRAY_ORDERING',
  'FEATURE_V_1_3_DML_RETURNING',
  'FEATURE_V_1_3_INLINE_LAMBDA_ARGUMENT',
  'FEATURE_V_1_3_UNNEST_AND_FLATTEN_ARRAYS',
  'FEATURE_V_1_3_WITH_GROUP_ROWS',
  'FEATURE_V_1_4_ARRAY_AGGREGATION_FUNCTIONS',
  'FEATURE_V_1_4_ARRAY_FIND_FUNCTIONS',
  'FEATURE_V_1_4_FIRST_AND_LAST_N',
  'FEATURE_V_1_4_NULLIFZERO_ZEROIFNULL',
  'FEATURE_V_1_4_PI_FUNCTIONS',
  'FEATURE_V_1_4_STRUCT_POSITIONAL_ACCESSOR',
]);

/** What this edition of GoogleSQL holds for unfinished and BigQuery has by now. */
const onlyInBigQuery: readonly Feature[] = [
  'FEATURE_CREATE_VIEWS_WITH_COLUMN_OPTIONS',
  'FEATURE_INTERVAL_TYPE',
  'FEATURE_V_1_4_GROUPING_BUILTIN',
  'FEATURE_V_1_4_GROUPING_SETS',
];

/** GoogleSQL as BigQuery speaks it: all that is finished, without the internal types of Google. */
export async function bigQueryLanguage(client: AnalyserClient): Promise<LanguageOptionsProto> {
  const answer = await client.call('GetLanguageOptions', { maximumFeatures: true });
  const { enabledLanguageFeatures } = parseOptions(answer, notOptions);
  const finished = enabledLanguageFeatures.filter((name) => !notInBigQuery.has(name)).map(parseFeature);
  return {
    productMode: 'PRODUCT_EXTERNAL',
    enabledLanguageFeatures: [...finished, ...onlyInBigQuery],
    reservedKeywords: ['QUALIFY'],
    // None means all.
    supportedStatementKinds: [],
  };
}

const parseOptions = parserOf(Type.Object({ enabledLanguageFeatures: Type.Array(Type.String()) }));

function parseFeature(name: string): Feature {
  if (!isFeature(name)) throw notOptions(`there is no ${name}`);
  return name;
}

function isFeature(name: string): name is Feature {
  return name in LanguageFeature;
}

function notOptions(problem: string): Error {
  return new Error(`Cannot read GoogleSQL's language options: ${problem}`);
}
