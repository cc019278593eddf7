/** Functions of BigQuery's that DuckDB lacks: each the head and body of a macro, for whatever runs our SQL on DuckDB. */
export const bigQueryMacros: readonly string[] = [
  // A day as a number: only so do both subtract one from another and count on from the result.
  "UNIX_DATE(day) AS day - DATE '1970-01-01'",
];
