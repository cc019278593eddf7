import Type from 'typebox';
import { parserOf } from '../../../function/core/shape.ts';
import type { TypedColumn } from './catalog.ts';
import { parseType } from './type.ts';

/** What the analyser says of a statement that type-checks. */
export interface Analysed {
  /** The columns of its result, or of the table function that it creates; none when it does neither. */
  readonly columns: readonly TypedColumn[];
  /** In a script: the byte at which the next statement begins. */
  readonly next: number;
}

export function parseAnalysed(answer: unknown): Analysed {
  const { resolvedStatement, resumeBytePosition = 0 } = parseAnswer(answer, notAnalysed);
  const { resolvedQueryStmtNode: query, resolvedCreateStatementNode: creation } = resolvedStatement;
  const columns = (query ?? creation?.resolvedCreateTableFunctionStmtNode)?.outputColumnList ?? [];
  return {
    columns: columns.map(({ name, column }) => ({ name, type: parseType(column.type) })),
    next: resumeBytePosition,
  };
}

const withColumns = Type.Object({
  outputColumnList: Type.Array(Type.Object({ name: Type.String(), column: Type.Object({ type: Type.Unknown() }) })),
});

const parseAnswer = parserOf(
  Type.Object({
    resolvedStatement: Type.Object({
      resolvedQueryStmtNode: Type.Optional(withColumns),
      resolvedCreateStatementNode: Type.Optional(
        Type.Object({ resolvedCreateTableFunctionStmtNode: Type.Optional(withColumns) }),
      ),
    }),
    resumeBytePosition: Type.Optional(Type.Integer()),
  }),
);

function notAnalysed(problem: string): Error {
  return new Error(`Cannot read an answer of GoogleSQL's analyser: ${problem}`);
}
