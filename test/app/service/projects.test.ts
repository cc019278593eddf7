import { describe, expect, test } from 'vitest';
import { serveFunction } from '../../support/function.ts';
import { readRows, readTables } from '../../support/warehouse-file.ts';

describe('ingest of a project that the caller names', () => {
  test('loads that one instead of those of the settings', async () => {
    await using served = await serveFunction({ environment: { WIKITRENDS_PROJECTS: 'en.wikipedia,zh.wikipedia' } });
    const { status, body } = await served.call('date=2026-11-20&project=fr.wikipedia');
    expect(status).toBe(200);
    expect(body).toMatchObject({ days: [{ project: 'fr.wikipedia', outcome: 'loaded' }] });
    expect(await readRows(served.warehouse, 'SELECT project FROM ingested_days')).toEqual([['fr.wikipedia']]);
  });

  test('loads several, each once, in the order they were named', async () => {
    await using served = await serveFunction();
    const query = 'start=2026-11-19&end=2026-11-20&project=fr.wikipedia,en.wikipedia.org,fr.wikipedia';
    expect(await served.call(query)).toMatchObject({
      status: 200,
      body: {
        days: [
          { project: 'fr.wikipedia', view_date: '2026-11-20' },
          { project: 'en.wikipedia', view_date: '2026-11-20' },
          { project: 'fr.wikipedia', view_date: '2026-11-19' },
          { project: 'en.wikipedia', view_date: '2026-11-19' },
        ],
      },
    });
  });

  test('loads what it lacks of the days that a schedule would', async () => {
    await using served = await serveFunction({ environment: { WIKITRENDS_SINCE: '2026-11-19' } });
    expect(await served.call('project=fr.wikipedia')).toMatchObject({
      status: 200,
      body: { days: [{ project: 'fr.wikipedia', view_date: '2026-11-20' }, { view_date: '2026-11-19' }] },
    });
  });

  test.each(['xx.wikipedia', 'en.wikipedia,xx.wikipedia'])(
    'refuses one that does not exist, by the word of the wiki itself, and records nothing: %s',
    async (projects) => {
      await using served = await serveFunction();
      const { status, body } = await served.call(`date=2026-11-20&project=${projects}`);
      expect({ status, body }).toEqual({
        status: 400,
        body: {
          run_id: expect.any(String),
          error: 'There is no wiki "xx.wikipedia": expected one such as en.wikipedia or fr.wiktionary',
        },
      });
      expect(served.log().at(-1)).toMatchObject({ severity: 'WARNING', message: expect.stringContaining('no wiki') });
      expect(served.wikimedia.requests.map(({ kind }) => kind)).toEqual(projects.split(',').map(() => 'siteinfo'));
      expect(await readTables(served.warehouse)).toEqual({
        top_articles: '',
        article_categories: '',
        ingested_days: '',
      });
    },
  );
});
