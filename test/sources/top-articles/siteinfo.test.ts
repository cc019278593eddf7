import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TransientError, UsageError } from '../../../function/core/errors.ts';
import { type Project, parseProject } from '../../../function/core/partition.ts';
import { openActionApi } from '../../../function/sources/top-articles/action-api.ts';
import { looksLikeNoArticle, readSiteinfo, type Siteinfo } from '../../../function/sources/top-articles/siteinfo.ts';
import { jsonClient } from '../../support/json-client.ts';
import { english, french } from '../../support/partitions.ts';
import { scriptedWiki } from '../../support/scripted-wiki.ts';
import { startWikimedia, type Wikimedia } from '../../support/wikimedia/server.ts';

const { signal } = new AbortController();
let wikimedia: Wikimedia;

beforeAll(async () => {
  wikimedia = await startWikimedia({ recorded: null });
});

afterAll(() => wikimedia.close());

describe('readSiteinfo()', () => {
  test('gives the main page and every name of a namespace, local, common or alias', async () => {
    const { mainPage, namespaceNames } = await siteinfoOf(french);
    expect(mainPage).toBe('Wikipédia:Accueil principal');
    const names = ['spécial', 'special', 'wikipédia', 'project', 'fichier', 'file', 'discussion utilisateur'];
    expect([...namespaceNames]).toEqual(expect.arrayContaining(names));
    expect(namespaceNames.has('')).toBe(false);
  });

  test('throws UsageError for a project that is no wiki', async () => {
    await expect(siteinfoOf(parseProject('xx.wikipedia'))).rejects.toThrow(UsageError);
  });

  test('throws TransientError for an answer of another shape', async () => {
    const { api } = scriptedWiki({ query: { general: { mainpage: 1 } } });
    await expect(readSiteinfo(api, english, signal)).rejects.toThrow(TransientError);
  });
});

describe('looksLikeNoArticle() goes by the names that the wiki gives', () => {
  test.each([
    ['Wikipédia:Accueil_principal', true],
    ['Spécial:Recherche', true],
    ['special:Search', true],
    ['Fichier:Carte.svg', true],
    ['Utilisatrice:Tarn', true],
    ['NCIS_:_Enquêtes_spéciales', false],
    ['Avengers:_Endgame', false],
    ['Media_Tarn', false],
    [':_Tarn', false],
    ['Spécial', false],
  ])('%s: %s', async (article, expected) => {
    expect(looksLikeNoArticle({ article, views: 1, rank: 1 }, await siteinfoOf(french))).toBe(expected);
  });

  test('and by the main page, which may be an article by its namespace', async () => {
    const siteinfo = await siteinfoOf(english);
    expect(looksLikeNoArticle({ article: 'Main_Page', views: 1, rank: 1 }, siteinfo)).toBe(true);
    expect(looksLikeNoArticle({ article: 'Main_Pages', views: 1, rank: 1 }, siteinfo)).toBe(false);
  });
});

async function siteinfoOf(project: Project): Promise<Siteinfo> {
  await using client = jsonClient();
  return readSiteinfo(openActionApi(client, wikimedia.env.MEDIAWIKI_API_URL, project), project, signal);
}
