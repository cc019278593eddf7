/**
 * Titles that break careless clients, as the rankings spell them (underscores). All are made up or neutral words;
 * the second list holds the ones that are words of the world and stays out of a world of plainly made-up data.
 */
export function awkwardTitles(madeUp: boolean): readonly string[] {
  return madeUp ? INVENTED : [...NEUTRAL, ...INVENTED];
}

const INVENTED: readonly string[] = [
  'Marauders:_Final_Tide',
  'Quill_&_Tarn',
  'Who_Was_Vellor?',
  'Zeta++',
  '"Heroic"_Tarn',
  "Wren's_End,_Tovia",
  'Vorn/Kell/Talks',
  'Marl*n',
  '2026–27_Velmora_League',
  'Tralin_🎈_(song)',
  'منارة_خيالية',
  '虚构灯塔',
  'Skei_:_Le_Dernier_Été',
  '100%_Tarn',
  '@Kelmora',
  '=Equals_(album)',
  '+44_Tarn',
  "'Tis_Orlund!",
  'Vesk;_or,_the_Ledger',
  'Tab\\Tarn',
  'lowercase_Tarn',
  '虚构的长标题与没有尽头的灯塔海风河明木石白青林雪光天东南金水月龙城岛桥花云海山星河明木石白青林风雪光天东南金水月龙城岛桥',
  'Straße_nach_Órland',
  'Media_Tarn',
  'Category_theory_of_Tarn',
];

const NEUTRAL: readonly string[] = [
  '.xxx',
  '.xyz',
  'AC/DC',
  '1984',
  'NaN',
  'Null',
  'true',
  '404.php',
  '-',
  '*',
  'N/A',
  'Undefined',
  '007',
  '1e5',
  'C++',
  '🎉',
  '?',
  '0',
];
