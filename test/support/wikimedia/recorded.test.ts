import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWikimedia, type Wikimedia } from './server.ts';

// With the spacing and the final newline of somebody else's JSON: byte for byte is the promise.
const BODY = `{"items": [{"project":"fr.wikipedia","access":"all-access","year":"2021","month":"10","day":"01","articles":[
{"article":"Wikipédia:Accueil_principal","views":900,"rank":1},{"article":"Tarn_:_Le_Film","views":400,"rank":2}]}]}\n`;

let folder: string;
let wikimedia: Wikimedia;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recorded-'));
  mkdirSync(join(folder, 'top', 'fr.wikipedia'), { recursive: true });
  writeFileSync(join(folder, 'top', 'fr.wikipedia', '2021-10-01.json'), BODY);
  wikimedia = await startWikimedia({ recorded: folder });
});

afterAll(async () => {
  await wikimedia.close();
  rmSync(folder, { recursive: true });
});

test('a recorded ranking is served byte for byte', async () => {
  const file = readFileSync(join(folder, 'top', 'fr.wikipedia', '2021-10-01.json'), 'utf8');
  expect(await ask('fr.wikipedia', 'all-access')).toBe(file);
  expect(await ask('fr.wikipedia.org', 'all-access')).toBe(file);
});

test('the shares of a recorded day are made up from its own views', async () => {
  const all = new Map(
    wikimedia.ranking('fr.wikipedia', 'all-access', '2021-10-01').map((entry) => [entry.article, entry.views]),
  );
  for (const access of ['desktop', 'mobile-web'] as const) {
    expect(await ask('fr.wikipedia', access)).toContain('"article":"Tarn_:_Le_Film"');
    for (const { article, views } of wikimedia.ranking('fr.wikipedia', access, '2021-10-01')) {
      expect(views).toBeLessThan(all.get(article) ?? 0);
    }
  }
});

test('a day that was not recorded is made up', async () => {
  expect(wikimedia.ranking('fr.wikipedia', 'all-access', '2021-10-02')).toEqual(
    wikimedia.world.ranking('fr.wikipedia', 'all-access', '2021-10-02'),
  );
});

async function ask(project: string, access: string): Promise<string> {
  const url = `${wikimedia.url}/api/rest_v1/metrics/pageviews/top/${project}/${access}/2021/10/01`;
  const response = await fetch(url, { headers: { 'user-agent': 'stand-in-test/1.0 (operator@example.org)' } });
  expect(response.status).toBe(200);
  return response.text();
}
