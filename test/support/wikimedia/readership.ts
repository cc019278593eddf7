import { mainPageOf } from './namespaces.ts';
import type { Pool } from './pool.ts';
import { fractionOf, hashOf, mix, randomFrom } from './random.ts';
import { type PageViews, withTie } from './ranking.ts';
import { underscored } from './title.ts';

/**
 * What a project's pages were read on one day, most read first, deep enough for every list of 1,000.
 *
 * Nothing is carried from day to day: steady pages follow curves over the day's number, and an event of the last
 * days is drawn again from the day it began on. So any day is computed alone.
 */
export function readershipOf(seed: number, project: string, day: string, pool: Pool): readonly PageViews[] {
  const number = dayNumber(day);
  const hundredth = HUNDREDTH.get(project) ?? 2_000;
  const rhythm = weeklyRhythm(number) * (1 + 0.06 * wave(number, 365, fractionOf(seed, project, 'year')));
  const views = new Map<string, number>();
  const raise = (article: string, count: number): void => {
    if ((views.get(article) ?? 0) < count) views.set(article, count);
  };
  for (const [article, factor] of furniture(seed, project, number)) raise(article, factor);
  for (const [index, article] of pool.steady.entries())
    raise(article, steadyFactor(hashOf(seed, project, article), index, number));
  for (const [index, { title, everyDays }] of pool.scheduled.entries()) {
    if ((number + index * 3) % everyDays === 0) raise(title, 1.6 + mix(hashOf(seed, title), number) * 1.5);
  }
  for (let age = 0; age < EVENT_DAYS; age += 1) {
    for (const { page, factor } of eventsOf(hashOf(seed, project, 'events', number - age), age, pool.eventful.length)) {
      const article = pool.eventful[page];
      if (article !== undefined && factor > FAINTEST) raise(article, factor);
    }
  }
  const dayHash = hashOf(seed, project, 'noise', day);
  const pages = [...views]
    .map(([article, factor], index) => {
      const noise = 1 + 0.16 * (mix(dayHash, index) - 0.5);
      return { article, views: Math.round(factor * noise * rhythm * hundredth) };
    })
    .sort((one, other) => other.views - one.views);
  return withTie(pages, dayHash);
}

export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
}

/** About the views of the 100th entry; every other figure is a multiple of it. */
const HUNDREDTH = new Map([
  ['en.wikipedia', 33_000],
  ['fr.wikipedia', 5_000],
  ['sample.wikipedia', 8_000],
  ['ar.wikipedia', 3_000],
  ['zh.wikipedia', 6_000],
]);

const EVENTS_A_DAY = 400;
const EVENT_DAYS = 12;
/** How steeply views fall with the rank: views = rank to the power of this. Measured on real lists. */
const STEEPNESS = -0.7;
/** Of a day's events about this many begin above the 100th entry; it sets how many new titles a day brings. */
const EVENTS_ABOVE_HUNDREDTH = 33;
/** As a multiple of the 100th entry: the last of 1,000 entries has about a fifth. */
const FAINTEST = 0.1;
const LARGEST_EVENT = 28;

function steadyFactor(hash: number, index: number, day: number): number {
  const base = ((index / 0.36 + 25) / 100) ** STEEPNESS;
  const drift =
    0.12 * wave(day, 90 + 310 * mix(hash, 0), mix(hash, 1)) + 0.08 * wave(day, 400 + 900 * mix(hash, 2), mix(hash, 3));
  // Some pages are read at work, others at the weekend.
  const weekend = isWeekend(day) ? 0.2 * (mix(hash, 4) - 0.5) : 0;
  return base * (1 + drift + weekend);
}

interface Event {
  readonly page: number;
  readonly factor: number;
}

/** The events that began on a day, at the given age in days: a Pareto-distributed peak that decays by the day. */
function* eventsOf(dayHash: number, age: number, pages: number): Generator<Event> {
  const random = randomFrom(dayHash);
  const least = (EVENTS_A_DAY / EVENTS_ABOVE_HUNDREDTH) ** STEEPNESS;
  for (let count = 0; count < EVENTS_A_DAY; count += 1) {
    const page = Math.floor(random() * pages);
    const peak = Math.min(LARGEST_EVENT, least * (1 - random()) ** STEEPNESS);
    const decay = 0.35 + 0.35 * random();
    // News breaks in the evening: the next day is the bigger one.
    const evening = random() < 0.3;
    const factor = evening ? (age === 0 ? peak * 0.45 : peak * decay ** (age - 1)) : peak * decay ** age;
    yield { page, factor };
  }
}

/** What every list holds beside articles, under the wiki's own names. */
function furniture(seed: number, project: string, day: number): readonly (readonly [string, number])[] {
  const french = project === 'fr.wikipedia';
  const daily = french ? FRENCH_FURNITURE : FURNITURE;
  const random = randomFrom(hashOf(seed, project, 'furniture', day));
  return [
    [underscored(mainPageOf(project)), 190],
    ...daily.map(([title, factor]): readonly [string, number] => [title, factor * (0.8 + 0.4 * random())]),
    // A featured page is linked from the main page for a day.
    [french ? 'Wikipédia:Le_saviez-vous_?' : 'Wikipedia:Featured_pictures', random() < 0.2 ? 16 : 0.5],
  ];
}

const FURNITURE: readonly (readonly [string, number])[] = [
  ['Special:Search', 29],
  ['Portal:Current_events', 1.8],
  ['File:Traffic_sign_of_Tarn.svg', 1.15],
  ['Special:RecentChanges', 0.9],
  ['User:Tarnbot/script.js', 0.7],
  ['Wikipedia:Contact_us', 0.5],
  ['Help:Contents', 0.35],
  ['Special:Watchlist', 0.3],
  ['Talk:Main_Page', 0.25],
];
const FRENCH_FURNITURE: readonly (readonly [string, number])[] = [
  ['Spécial:Recherche', 30],
  ['Portail:Accueil', 1.3],
  ['Spécial:Modifications_récentes', 3.4],
  ['Fichier:Carte_du_Tarn_imaginaire.svg', 1.4],
  ['Utilisateur:Tarnbot/script.js/box', 0.7],
  ['Wikipédia:Contact', 0.5],
  ['Aide:Homonymie', 0.35],
  ['Spécial:Liste_de_suivi', 0.9],
  ['Discussion_Wikipédia:Accueil', 0.25],
];

function weeklyRhythm(day: number): number {
  return isWeekend(day) ? 1.06 : 0.98;
}

function isWeekend(day: number): boolean {
  // Day 0 was a Thursday.
  return day % 7 === 2 || day % 7 === 3;
}

function wave(day: number, period: number, phase: number): number {
  return Math.sin(2 * Math.PI * (day / period + phase));
}
