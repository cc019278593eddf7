/** The schema of a DuckDB file that holds the tables and views. */
export const dataset = 'main';
