/** Whether a text is a day that exists, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0001-01-01') return false;
  const date = new Date(`${text}T00:00:00Z`);
  // The round trip rejects dates that only look right.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Microseconds since 1970 of a time with a zone, such as `2026-09-01T06:00:00.123456Z`; null for anything else. */
export function parseMicros(text: string): bigint | null {
  const [, day = '', time = '', fraction = '', zone = ''] = TIMESTAMP.exec(text) ?? [];
  if (!isDay(day)) return null;
  const ms = Date.parse(`${day}T${time}${zone === 'Z' || zone.endsWith('UTC') ? 'Z' : zone.trim()}`);
  return Number.isNaN(ms) ? null : BigInt(ms) * 1000n + BigInt(fraction.padEnd(6, '0'));
}

const TIMESTAMP =
  /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,6}))?(Z| ?UTC| ?[+-](?:0\d|1[0-4]):[0-5]\d)$/i;
