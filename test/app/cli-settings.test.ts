import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectRefusal } from '../support/refusal.ts';
import { openStage, type Stage } from '../support/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(() => stage[Symbol.asyncDispose]());

/** Each setting with what it cannot be, and what is said to be right. */
const broken: readonly (readonly [string, string, string])[] = [
  [
    'WIKITRENDS_CONTACT',
    'you@example.com',
    'a placeholder; expected the address at which Wikimedia really reaches you',
  ],
  ['WIKITRENDS_PROJECTS', 'en wikipedia', 'expected a wiki such as en.wikipedia or fr.wiktionary'],
  ['WIKITRENDS_SINCE', '2015-06-30', 'the rankings begin on 2015-07-01'],
  ['WIKITRENDS_TOP', '901', 'expected a whole number from 1 to 900'],
  ['WIKITRENDS_WAREHOUSE', 'sqlite:x', 'expected duckdb:<file> or bigquery:<gcp project>.<dataset>'],
  ['WIKITRENDS_ARCHIVE', 's3://x', 'expected file:<folder> or gs://<bucket>[/prefix]'],
  ['WIKITRENDS_REQUESTS_PER_MINUTE', '1e3', 'expected a whole number from 1'],
  ['WIKITRENDS_CONCURRENCY', '0', 'expected a whole number from 1 to 100'],
  ['WIKITRENDS_DEVICE_SHARES', 'yes', 'expected true or false'],
  ['WIKIMEDIA_API_URL', 'wikimedia.org', 'expected a URL'],
  ['MEDIAWIKI_API_URL', 'ftp://{project}.org', 'expected a URL'],
  ['BIGQUERY_API_URL', 'localhost:9050', 'expected a URL'],
  ['STORAGE_API_URL', 'here', 'expected a URL'],
];

test.each(['ingest', 'status', 'start'])(
  '%s names every broken setting at once, each with what is right',
  async (command) => {
    const environment = Object.fromEntries(broken.map(([name, value]) => [name, value]));
    const ended = await stage.run([command], environment);
    expectRefusal(ended, 2, 'These settings cannot be used:');
    const lines = ended.stderr.trimEnd().split('\n').slice(1);
    expect(lines.length).toBe(broken.length);
    for (const [i, [name, value, right]] of broken.entries()) {
      expect(lines[i]).toContain(`${name}=${value}: `);
      expect(lines[i]).toContain(right);
    }
    await expectNothingDone();
  },
);

test('ingest names the setting that a flag overrides', async () => {
  const ended = await stage.run(['ingest', '--warehouse', 'x.duckdb', '--archive', 'archive']);
  expectRefusal(
    ended,
    2,
    'WIKITRENDS_WAREHOUSE=x.duckdb: expected duckdb:<file>',
    'WIKITRENDS_ARCHIVE=archive: expected',
  );
  await expectNothingDone();
});

test.each([
  ['--project', 'WIKITRENDS_PROJECTS'],
  ['--warehouse', 'WIKITRENDS_WAREHOUSE'],
  ['--archive', 'WIKITRENDS_ARCHIVE'],
])('ingest takes an empty %s for a mistake, not for a flag that is not there', async (flag, variable) => {
  for (const empty of ['', ' ']) {
    const ended = await stage.run(['ingest', '--date', '2024-03-01', flag, empty]);
    expectRefusal(ended, 2, `Cannot read the flag for ${variable}: it is empty`);
  }
  await expectNothingDone();
});

test('ingest refuses to hold days only from a future one on', async () => {
  const ended = await stage.run(['ingest'], { WIKITRENDS_SINCE: '2999-01-01' });
  expectRefusal(ended, 2, 'Cannot load anything: WIKITRENDS_SINCE=2999-01-01 lies in the future, today is');
  await expectNothingDone();
});

test('ingest says that BigQuery loads through an archive when there is none', async () => {
  const ended = await stage.run(['ingest', '--warehouse', 'bigquery:some-project.wikitrends']);
  expectRefusal(ended, 2, 'WIKITRENDS_ARCHIVE is not set: BigQuery loads through it; expected gs://<bucket>[/prefix]');
  await expectNothingDone();
});

test('ingest does not call an archive unset that is set to something broken', async () => {
  const ended = await stage.run(['ingest', '--warehouse', 'bigquery:some-project.wikitrends', '--archive', 'gs://']);
  expectRefusal(ended, 2, 'WIKITRENDS_ARCHIVE=gs://: expected');
  expect(ended.stderr).not.toContain('is not set');
});

test.each([
  [['ingest']],
  [['ingest', '--date', '2024-03-01']],
  [['backfill', '--start', '2024-03-01', '--end', '2024-03-01']],
])('%s without a contact asks nobody and says who wants one', async (command) => {
  const ended = await stage.run(command, { WIKITRENDS_CONTACT: '' });
  expectRefusal(ended, 2, 'WIKITRENDS_CONTACT is not set', 'an e-mail address or URL');
  await expectNothingDone();
});

test.each([
  'jane',
  'jane@localhost',
  'Jane Doe <jane@university.edu>',
  'you@university.edu',
  'your-email@university.edu',
  'jane@example.org',
  'https://example.com/jane',
  'https://',
])('ingest refuses "%s" as a contact', async (contact) => {
  const ended = await stage.run(['ingest', '--date', '2024-03-01'], { WIKITRENDS_CONTACT: contact });
  expectRefusal(ended, 2, `WIKITRENDS_CONTACT=${contact}: `, 'expected');
  await expectNothingDone();
});

test.each(['jane@university.edu', 'https://jane.university.edu/wikitrends'])(
  'ingest tells Wikimedia its own name and %s as the contact',
  async (contact) => {
    const agents: string[] = [];
    await using named = await openStage({ onRequest: ({ userAgent }) => void agents.push(userAgent) });
    expect(await named.run(['ingest', '--date', '2024-03-01'], { WIKITRENDS_CONTACT: contact })).toMatchObject({
      exitCode: 0,
    });
    expect(new Set(agents).size).toBe(1);
    expect(agents[0]).toMatch(/^wikitrends\/\d+\.\d+\.\d+ \(contact: .+\) undici\/\d+\.\d+\.\d+$/);
    expect(agents[0]).toContain(contact);
  },
);

async function expectNothingDone(): Promise<void> {
  expect(stage.wikimedia.requests).toEqual([]);
  expect(await readdir(stage.folder)).toEqual([]);
}
