import type { FunctionProto } from '@fivetrandevelopers/zetasql/lib/types/zetasql/FunctionProto.js';

/** What BigQuery has and this edition of GoogleSQL does not yet: MAX_BY(x, y) has the type of x, for any y. */
export const bigQueryFunctions: FunctionProto[] = ['max_by', 'min_by'].map((name) => ({
  namePath: [name],
  group: 'BigQuery',
  mode: 'AGGREGATE',
  signature: [
    {
      returnType: { kind: 'ARG_TYPE_ANY_1' },
      argument: [{ kind: 'ARG_TYPE_ANY_1' }, { kind: 'ARG_TYPE_ANY_2', options: { mustSupportOrdering: true } }],
    },
  ],
}));
