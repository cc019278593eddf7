import { languageOf } from './namespaces.ts';
import { fractionOf, hashOf, pick, randomFrom } from './random.ts';
import { makeWord } from './words.ts';

export interface DescriptionSubject {
  readonly seed: number;
  readonly project: string;
  readonly title: string;
  readonly madeUp: boolean;
}

/** The short description of an article; about one article in seven has none. */
export function describe({ seed, project, title, madeUp }: DescriptionSubject): string | undefined {
  if (fractionOf(seed, project, 'described', title) >= 0.85) return undefined;
  const random = randomFrom(hashOf(seed, project, 'description', title));
  const year = 1930 + Math.floor(random() * 96);
  const place = makeWord(random);
  const text = (languageOf(project) === 'fr' ? french : english)(pick(random, [0, 1, 2, 3, 4]), year, place);
  return madeUp ? `Made-up: ${text}` : text;
}

function english(kind: number, year: number, place: string): string {
  if (kind === 0) return `Actor and singer from ${place} (born ${year})`;
  if (kind === 1) return `${year} film set in ${place}`;
  if (kind === 2) return `Town in ${place}`;
  if (kind === 3) return `Footballer, "${place}" to most (born ${year})`;
  return `Company founded in ${place}, ${year}`;
}

function french(kind: number, year: number, place: string): string {
  if (kind === 0) return `actrice née à ${place} en ${year}`;
  if (kind === 1) return `film sorti en ${year}`;
  if (kind === 2) return `commune de ${place}`;
  if (kind === 3) return `footballeur né en ${year}`;
  return `entreprise fondée à ${place} en ${year}`;
}
