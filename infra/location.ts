import { UsageError } from '../function/core/errors.ts';

/** A multi-region or a region: https://docs.cloud.google.com/bigquery/docs/locations */
export function parseLocation(text: string): string {
  if (text === 'US' || text === 'EU' || isRegion(text)) return text;
  throw new UsageError('expected US, EU, or a region such as europe-west6');
}

/** Where the function runs unless something else is said. */
export function regionFor(location: string): string {
  return { US: 'us-central1', EU: 'europe-west1' }[location] ?? location;
}

/** A region in the location of the data: what the function reads and writes stays there. */
export function regionWithin(location: string): (text: string) => string {
  return (text) => {
    if (isRegion(text) && isWithin(text, location)) return text;
    throw new UsageError(`expected a region in BIGQUERY_LOCATION=${location}, such as ${regionFor(location)}`);
  };
}

/** BigQuery's EU is that of the member states: London and Zürich lie outside. https://docs.cloud.google.com/bigquery/docs/locations */
function isWithin(region: string, location: string): boolean {
  if (location === 'US') return region.startsWith('us-');
  if (location !== 'EU') return region === location;
  return region.startsWith('europe-') && region !== 'europe-west2' && region !== 'europe-west6';
}

function isRegion(text: string): boolean {
  return /^[a-z]+(-[a-z]+)?-[a-z]+\d+$/.test(text);
}

/** A key where the data is, or it could not encrypt it. */
export function keyIn(location: string): (text: string) => string {
  const place = location.toLowerCase() === 'eu' ? 'europe' : location.toLowerCase();
  return (text) => {
    const [, found] = /^projects\/[\w-]+\/locations\/([\w-]+)\/keyRings\/[\w-]+\/cryptoKeys\/[\w-]+$/.exec(text) ?? [];
    if (found === place) return text;
    throw new UsageError(`expected projects/<project>/locations/${place}/keyRings/<ring>/cryptoKeys/<key>`);
  };
}
