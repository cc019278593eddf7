import { languageOf, mainPageOf, namespacesOf } from './namespaces.ts';
import { underscored } from './title.ts';

/** The `meta=siteinfo` part of an answer, for the asked `siprop`. */
export function siteinfo(project: string, asked: readonly string[]): Readonly<Record<string, unknown>> {
  const parts: Record<string, unknown> = {};
  if (asked.includes('general')) parts.general = general(project);
  if (asked.includes('namespaces')) parts.namespaces = namespaces(project);
  if (asked.includes('namespacealiases')) parts.namespacealiases = namespacesOf(project).aliases;
  return parts;
}

function general(project: string): Readonly<Record<string, unknown>> {
  const language = languageOf(project);
  const mainpage = mainPageOf(project);
  return {
    mainpage,
    base: `https://${project}.org/wiki/${encodeURI(underscored(mainpage))}`,
    sitename: project === 'fr.wikipedia' ? 'Wikipédia' : 'Wikipedia',
    generator: 'MediaWiki 1.45.0',
    case: 'first-letter',
    lang: language,
    rtl: language === 'ar',
    fallback8bitEncoding: 'windows-1252',
    writeapi: true,
    maxarticlesize: 2_097_152,
    timezone: 'UTC',
    timeoffset: 0,
    articlepath: '/wiki/$1',
    scriptpath: '/w',
    script: '/w/index.php',
    server: `//${project}.org`,
    servername: `${project}.org`,
    wikiid: `${language}wiki`,
    dbname: `${language}wiki`,
    maxuploadsize: 5_368_709_120,
  };
}

function namespaces(project: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    namespacesOf(project).all.map(({ id, name, canonical }) => [
      String(id),
      {
        id,
        case: 'first-letter',
        name,
        subpages: id > 0 && id !== 6 && id !== 14,
        ...(id === 0 ? {} : { canonical }),
        content: id === 0,
        nonincludable: false,
      },
    ]),
  );
}
