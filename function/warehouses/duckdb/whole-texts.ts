import { textDecoder } from '@duckdb/node-api/lib/vectors/dataAccessors.js';

const whole = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Lets texts come out of DuckDB as they are stored: its client takes a U+FEFF at their start for the mark of an encoding,
 * and a title that begins with one for another title.
 */
export function keepTextsWhole(): void {
  if (!(textDecoder instanceof TextDecoder))
    throw new Error('Cannot read whole texts: expected another @duckdb/node-api');
  textDecoder.decode = whole.decode.bind(whole);
}
