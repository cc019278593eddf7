/** A namespace of a wiki: its number, the name the wiki gives it, and the name every wiki understands. */
export interface Namespace {
  readonly id: number;
  readonly name: string;
  readonly canonical: string;
}

export interface NamespaceAlias {
  readonly id: number;
  readonly alias: string;
}

export interface Namespaces {
  readonly all: readonly Namespace[];
  readonly aliases: readonly NamespaceAlias[];
  /** Number by lower-case name, canonical name or alias. */
  readonly idByName: ReadonlyMap<string, number>;
  readonly nameById: ReadonlyMap<number, string>;
}

export function namespacesOf(project: string): Namespaces {
  return project === 'fr.wikipedia' ? FRENCH : ENGLISH;
}

export function languageOf(project: string): string {
  return project.split('.')[0] ?? project;
}

/** The main page's title with spaces. */
export function mainPageOf(project: string): string {
  return project === 'fr.wikipedia' ? 'Wikipédia:Accueil principal' : 'Main Page';
}

/** Prefixes that lead to another wiki. A wiki's own language is not one. */
export function isInterwiki(project: string, prefix: string): boolean {
  return prefix !== languageOf(project) && INTERWIKI.has(prefix);
}

const INTERWIKI = new Set(
  'ar b c commons d de en es fr it ja m meta mw n pt q ru s species v wikidata wikt zh'.split(' '),
);

const ENGLISH = namespaces(
  [
    [-2, 'Media'],
    [-1, 'Special'],
    [0, ''],
    [1, 'Talk'],
    [2, 'User'],
    [3, 'User talk'],
    [4, 'Wikipedia', 'Project'],
    [5, 'Wikipedia talk', 'Project talk'],
    [6, 'File'],
    [7, 'File talk'],
    [8, 'MediaWiki'],
    [9, 'MediaWiki talk'],
    [10, 'Template'],
    [11, 'Template talk'],
    [12, 'Help'],
    [13, 'Help talk'],
    [14, 'Category'],
    [15, 'Category talk'],
    [100, 'Portal'],
    [101, 'Portal talk'],
    [118, 'Draft'],
    [119, 'Draft talk'],
    [126, 'MOS'],
    [127, 'MOS talk'],
    [710, 'TimedText'],
    [711, 'TimedText talk'],
    [828, 'Module'],
    [829, 'Module talk'],
  ],
  [
    [4, 'WP'],
    [5, 'WT'],
    [6, 'Image'],
    [7, 'Image talk'],
    [10, 'TM'],
  ],
);

const FRENCH = namespaces(
  [
    [-2, 'Média', 'Media'],
    [-1, 'Spécial', 'Special'],
    [0, ''],
    [1, 'Discussion', 'Talk'],
    [2, 'Utilisateur', 'User'],
    [3, 'Discussion utilisateur', 'User talk'],
    [4, 'Wikipédia', 'Project'],
    [5, 'Discussion Wikipédia', 'Project talk'],
    [6, 'Fichier', 'File'],
    [7, 'Discussion fichier', 'File talk'],
    [8, 'MediaWiki'],
    [9, 'Discussion MediaWiki', 'MediaWiki talk'],
    [10, 'Modèle', 'Template'],
    [11, 'Discussion modèle', 'Template talk'],
    [12, 'Aide', 'Help'],
    [13, 'Discussion aide', 'Help talk'],
    [14, 'Catégorie', 'Category'],
    [15, 'Discussion catégorie', 'Category talk'],
    [100, 'Portail', 'Portal'],
    [101, 'Discussion Portail', 'Portal talk'],
    [102, 'Projet', 'WikiProject'],
    [103, 'Discussion Projet', 'WikiProject talk'],
    [104, 'Référence', 'Reference'],
    [105, 'Discussion Référence', 'Reference talk'],
    [710, 'TimedText'],
    [711, 'TimedText talk'],
    [828, 'Module'],
    [829, 'Discussion module', 'Module talk'],
  ],
  [
    [1, 'Discuter'],
    [2, 'Utilisatrice'],
    [3, 'Discussion utilisatrice'],
    [4, 'Wikipedia'],
    [4, 'WP'],
    [5, 'Discussion Wikipedia'],
    [6, 'Image'],
    [7, 'Discussion Image'],
  ],
);

function namespaces(
  rows: readonly (readonly [id: number, name: string, canonical?: string])[],
  aliasRows: readonly (readonly [id: number, alias: string])[],
): Namespaces {
  const all = rows.map(([id, name, canonical]) => ({ id, name, canonical: canonical ?? name }));
  const aliases = aliasRows.map(([id, alias]) => ({ id, alias }));
  const named = all.filter(({ id }) => id !== 0);
  return {
    all,
    aliases,
    idByName: new Map([
      ...named.map(({ id, canonical }) => [canonical.toLowerCase(), id] as const),
      ...aliases.map(({ id, alias }) => [alias.toLowerCase(), id] as const),
      ...named.map(({ id, name }) => [name.toLowerCase(), id] as const),
    ]),
    nameById: new Map(all.map(({ id, name }) => [id, name])),
  };
}
