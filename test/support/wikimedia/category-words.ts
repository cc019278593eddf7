import { languageOf } from './namespaces.ts';

/** Names of categories with slots to fill, and what fills them. Pages share categories, as these are few. */
export interface CategoryVocabulary {
  /** Maintenance categories, which readers do not see. */
  readonly hidden: readonly string[];
  /** One list for each field: people, films, places, events, companies. */
  readonly fields: readonly (readonly string[])[];
  readonly months: readonly string[];
  readonly centuries: readonly string[];
  readonly people: readonly string[];
  readonly countries: readonly string[];
}

export function vocabularyOf(project: string): CategoryVocabulary {
  return languageOf(project) === 'fr' ? FRENCH : ENGLISH;
}

const ENGLISH: CategoryVocabulary = {
  hidden: [
    'Articles with short description',
    'Short description is different from Wikidata',
    'Short description matches Wikidata',
    'Webarchive template wayback links',
    'All articles with unsourced statements',
    'All articles with dead external links',
    'All Wikipedia articles written in {people} English',
    'Articles with unsourced statements from {month} {recent}',
    'Articles with dead external links from {month} {recent}',
    'Use dmy dates from {month} {recent}',
    'Use mdy dates from {month} {recent}',
    'Articles containing {people}-language text',
    'CS1 {people}-language sources',
    'CS1 maint: archived copy as title',
    'CS1 errors: missing periodical',
    'Wikipedia articles needing clarification from {month} {recent}',
    'Pages using infobox with unknown parameters',
    'Commons category link is on Wikidata',
    'Articles with hCards',
    'Wikipedia semi-protected pages',
  ],
  fields: [
    [
      'Living people',
      '{year} births',
      '{year} deaths',
      '{people} film actors',
      '{people} television actors',
      '{people} stage actors',
      '{people} people of {people} descent',
      '{century}-century {people} actors',
      '{century}-century {people} singers',
      '{people} expatriates in {country}',
      'Actors from {country}',
      'Recipients of orders of {country}',
    ],
    [
      '{year} films',
      '{people} drama films',
      '{people} thriller films',
      '{people}-language films',
      'Films set in {country}',
      'Films set in {year}',
      'Films shot in {country}',
      '{decade}s {people} films',
      'Films about families in {country}',
      'Film productions by {people} companies',
    ],
    [
      'Cities in {country}',
      'Populated places established in {year}',
      'Port cities in {country}',
      'Former capitals of {country}',
      '{year} establishments in {country}',
      'University towns in {country}',
      '{people} culture',
    ],
    [
      '{year} in {people} sport',
      '{year} in {country}',
      '{month} {recent} events in {country}',
      'International sports competitions hosted by {country}',
      '{people} football seasons',
      'Elections in {country}',
      '{year} disasters in {country}',
    ],
    [
      'Companies based in {country}',
      'Companies established in {year}',
      '{people} brands',
      '{year} establishments in {country}',
      '{year} disestablishments in {country}',
      'Software companies of {country}',
      'Multinational companies headquartered in {country}',
      '{people} inventions',
    ],
  ],
  months: 'January February March April May June July August September October November December'.split(' '),
  centuries: ['19th', '20th', '21st'],
  people:
    'American British French German Indian Italian Japanese Korean Brazilian Mexican Canadian Nigerian Polish'.split(
      ' ',
    ),
  countries: 'France,Germany,India,Italy,Japan,South Korea,Brazil,Mexico,Canada,Nigeria,Poland,Kenya,Peru,Spain'.split(
    ',',
  ),
};

const FRENCH: CategoryVocabulary = {
  hidden: [
    'Article avec une section vide ou incomplète',
    'Article de Wikipédia avec notice d’autorité',
    'Article utilisant une Infobox',
    'Article à référence nécessaire depuis {month} {recent}',
    'Page utilisant P{year}',
    'Page pointant vers des bases externes',
    'Catégorie Commons avec lien local identique sur Wikidata',
    'Portail:{country}/Articles liés',
    'Article contenant un appel à traduction en {people}',
    'Page en semi-protection étendue depuis {month} {recent}',
  ],
  fields: [
    [
      'Naissance en {year}',
      'Décès en {year}',
      'Naissance en {month} {year}',
      'Acteur {people} de cinéma',
      'Actrice {people} de télévision',
      'Personnalité née en {country}',
      'Chanteur {people} du {century} siècle',
      'Chevalier d’un ordre en {country}',
    ],
    [
      'Film {people} sorti en {year}',
      'Film dramatique {people}',
      'Film se déroulant en {country}',
      'Film tourné en {country}',
    ],
    ['Ville en {country}', 'Commune fondée en {year}', 'Port en {country}', 'Tourisme en {country}', 'Lieu de {year}'],
    [
      '{month} {recent} en {country}',
      'Sport en {country} en {year}',
      'Élection en {country}',
      'Événement {people} de {year}',
    ],
    [
      'Entreprise fondée en {year}',
      'Entreprise ayant son siège en {country}',
      'Marque {people}',
      'Logiciel sorti en {year}',
    ],
  ],
  months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  centuries: ['XIXe', 'XXe', 'XXIe'],
  people:
    'français britannique allemand italien japonais coréen brésilien mexicain canadien polonais belge suisse'.split(
      ' ',
    ),
  countries: 'France,Allemagne,Inde,Italie,Japon,Corée du Sud,Espagne,Belgique,Suisse,Pologne,Tunisie,Bolivie'.split(
    ',',
  ),
};
