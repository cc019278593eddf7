/** Functions of BigQuery's that DuckDB lacks: each the head and body of a macro, for whatever runs our SQL on DuckDB. */
export const bigQueryMacros: readonly string[] = [
  // A day as a number: only so do both subtract one from another and count on from the result.
  "UNIX_DATE(day) AS day - DATE '1970-01-01'",
  "DATE_FROM_UNIX_DATE(days) AS DATE '1970-01-01' + CAST(days AS INTEGER)",
  // Today in UTC, wherever the file is read; without a time zone as DuckDB has it.
  'CURRENT_DATE() AS CAST(NOW() AS DATE), (zone) AS CAST(NOW() AT TIME ZONE zone AS DATE)',
  'UNIX_MILLIS(moment) AS epoch_ms(moment)',
  'REGEXP_CONTAINS(value, pattern) AS regexp_matches(value, pattern)',
];
