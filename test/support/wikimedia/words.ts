import { pick, type Random } from './random.ts';

/** A made-up title in underscores, in a manner fit for the language. */
export function makeTitle(language: string, random: Random): string {
  const makers = TITLES[language] ?? ENGLISH;
  return pick(random, makers)(random);
}

/** What stands in brackets behind a title that needs telling apart. */
export function makeQualifier(language: string, random: Random): string {
  const year = 1950 + Math.floor(random() * 77);
  const noun = pick(random, language === 'fr' ? FRENCH_QUALIFIERS : QUALIFIERS);
  if (random() < 0.4) return noun;
  return language === 'fr' ? `${noun},_${year}` : `${year}_${noun}`;
}

/** A word nobody uses: two or three syllables, the first letter a capital. */
export function makeWord(random: Random): string {
  const middle = random() < 0.45 ? pick(random, MIDDLES) : '';
  const word = pick(random, STARTS) + middle + pick(random, ENDS);
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const STARTS = words(
  'vor kel tral zen quil bru ost fen dral mur skei tol wim yar plo gri nax hul jor pim vesk ald cor thal ruv emb sard ilv oph und breg lor cas fyr hesk nim',
);
const MIDDLES = words('a e o ma li ro ve da ni thu sa ge lo ri na vo ke ba mi du');
const ENDS = words(
  'dan vik mora sten ley quay wyn dra lund mar then dor bray tis nov gard esh olt ric bel hal den ford nia zar mund pik los wen ber tash reth',
);
const ADJECTIVES = words(
  'Hollow Silver Ninth Quiet Burning Last Paper Distant Crooked Pale Second Frozen Borrowed Blind Late',
);
const NOUNS = words(
  'Lantern Harbour Orchard Comet Ledger Tide Garden Engine Witness Meridian Ferry Winter Signal Archive Kestrel Reckoning Causeway Clockmaker',
);
const QUALIFIERS = words(
  'film album song novel TV_series band company river village singer actor footballer ship mountain painting opera video_game rapper wrestler genus',
);
const CONTESTS = words('Cup Open Championship Games Masters Grand_Prix election earthquake floods League Awards');
const FRENCH_ADJECTIVES = words('Dernier Grand Petit Second Nouveau Vieux');
const FRENCH_NOUNS = words(
  'Phare Jardin Été Fleuve Château Théâtre Cœur Hiver Dernier_Train Pêcheur Secret Témoin Désert',
);
const FRENCH_QUALIFIERS = words(
  'film album chanson roman série_télévisée groupe entreprise rivière village chanteuse acteur navire jeu_vidéo',
);
const ARABIC = words('سان مار كور دال نور فيل بان ريم تام زين هال وار لين قاد صور شام عين طور');
const CHINESE = words('云 海 山 星 河 明 木 石 白 青 林 风 雪 光 天 东 南 金 水 月 龙 城 岛 桥 花');

const ENGLISH: readonly ((random: Random) => string)[] = [
  person,
  person,
  person,
  person,
  place,
  (random) => `The_${pick(random, ADJECTIVES)}_${pick(random, NOUNS)}_of_${makeWord(random)}`,
  (random) => `${makeWord(random)}_${pick(random, NOUNS)}_(${makeQualifier('en', random)})`,
  (random) => `${makeWord(random)}_(${makeQualifier('en', random)})`,
  (random) => `${yearOf(random)}_${makeWord(random)}_${pick(random, CONTESTS)}`,
  (random) => `${season(random)}_${makeWord(random)}_${pick(random, CONTESTS)}`,
  (random) => `${makeWord(random)}:_The_${pick(random, ADJECTIVES)}_${pick(random, NOUNS)}`,
  (random) => `${makeWord(random)}'s_${pick(random, ADJECTIVES)}_${pick(random, NOUNS)}`,
  (random) => `List_of_${makeWord(random)}_${pick(random, NOUNS)}_episodes`,
];
const FRENCH: readonly ((random: Random) => string)[] = [
  person,
  person,
  person,
  (random) => `Affaire_${makeWord(random)}_${makeWord(random)}`,
  (random) => `Saison_${1 + Math.floor(random() * 12)}_de_${makeWord(random)}_${pick(random, NOUNS)}`,
  (random) => `${makeWord(random)}_:_Le_${pick(random, FRENCH_ADJECTIVES)}_${pick(random, FRENCH_NOUNS)}`,
  (random) => `${makeWord(random)}_(${makeQualifier('fr', random)})`,
  (random) => `Le_${pick(random, FRENCH_ADJECTIVES)}_${pick(random, FRENCH_NOUNS)}_de_${makeWord(random)}`,
  (random) => `Élection_de_${makeWord(random)}_de_${yearOf(random)}`,
  (random) => `${makeWord(random)}-sur-${makeWord(random)}`,
];
const TITLES: { readonly [language: string]: readonly ((random: Random) => string)[] } = {
  en: ENGLISH,
  fr: FRENCH,
  ar: [(random) => `${spell(random, ARABIC, 2)}_${spell(random, ARABIC, 2)}`, (random) => spell(random, ARABIC, 4)],
  zh: [
    (random) => spell(random, CHINESE, 4),
    (random) => spell(random, CHINESE, 5),
    (random) => `${spell(random, CHINESE, 3)}_(${spell(random, CHINESE, 2)})`,
  ],
};

function person(random: Random): string {
  const initial = random() < 0.08 ? `_${'ABCDEGHJKLMNPRSTVW'.charAt(Math.floor(random() * 18))}.` : '';
  return `${makeWord(random)}${initial}_${makeWord(random)}`;
}

function place(random: Random): string {
  return `${makeWord(random)},_${makeWord(random)}`;
}

function yearOf(random: Random): number {
  return 2012 + Math.floor(random() * 16);
}

function season(random: Random): string {
  const year = yearOf(random);
  return `${year}–${String(year + 1).slice(2)}`;
}

function spell(random: Random, signs: readonly string[], count: number): string {
  return Array.from({ length: count }, () => pick(random, signs)).join('');
}

function words(list: string): readonly string[] {
  return list.split(' ');
}
