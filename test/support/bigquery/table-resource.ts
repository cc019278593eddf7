import type { Relation } from './catalog.ts';

/** A table as answers describe it; without its rows and schema, as in a list, when they are not counted. */
export function tableResource(relation: Relation, location: string, rowCount: number | null): object {
  const { project, dataset, id, fields, view, details, createdAt, modifiedAt, expiresAt } = relation;
  const tableReference = { projectId: project, datasetId: dataset, tableId: id };
  return {
    kind: 'bigquery#table',
    id: `${project}:${dataset}.${id}`,
    tableReference,
    ...details,
    type: view === null ? 'TABLE' : 'VIEW',
    ...(view !== null && { view: { query: view.query, useLegacySql: false } }),
    creationTime: String(createdAt),
    ...(expiresAt !== null && { expirationTime: String(expiresAt) }),
    ...(rowCount !== null && {
      location,
      lastModifiedTime: String(modifiedAt),
      schema: { fields },
      numRows: String(rowCount),
      numBytes: String(rowCount * fields.length * BYTES_PER_VALUE),
      numLongTermBytes: '0',
    }),
  };
}

/** Nobody relies on it, yet nothing is not what a table with rows takes. */
const BYTES_PER_VALUE = 8;
