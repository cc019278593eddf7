import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDuckDb } from '../../function/warehouses/duckdb/warehouse.ts';
import { type CloudServers, openCloudServers } from '../support/cloud.ts';
import { daysAgo } from '../support/days.ts';
import { denoProgram, notForPlatform } from '../support/jupyter/platform.ts';
import { runNotebook } from '../support/jupyter/run-notebook.ts';
import { openStage, type Stage, warehouseFile } from '../support/stage.ts';
import { contentOf } from '../support/warehouse-rows.ts';

const isThere = denoProgram !== undefined;
const blanks = { warehouse: 'bigquery:<gcp project>.<dataset>', archive: 'gs://<bucket>' };

describe.skipIf(!isThere)(isThere ? 'backfill.ipynb in the kernel of Deno' : notForPlatform, () => {
  let cloud: CloudServers;
  let stage: Stage;

  beforeAll(async () => {
    cloud = await openCloudServers();
    stage = await openStage({ holes: [{ project: 'en.wikipedia', day: daysAgo(9) }] });
  });

  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
    await cloud[Symbol.asyncDispose]();
  });

  test('shows the gaps, fills them, and brings BigQuery what it loaded', async () => {
    const { warehouse, environment } = await cloud.deploy();
    const { WIKITRENDS_WAREHOUSE = '', WIKITRENDS_ARCHIVE = '', ...endpoints } = environment;
    const outcomes = await runNotebook('backfill.ipynb', {
      environment: { ...settingsFor(warehouseFile), ...endpoints },
      filledIn: { [blanks.warehouse]: WIKITRENDS_WAREHOUSE, [blanks.archive]: WIKITRENDS_ARCHIVE },
    });
    expect(outcomes.map(({ error }) => error)).toEqual(outcomes.map(() => null));

    const calendars = outcomes.filter(({ code }) => code.startsWith('await show(calendar')).map(lastText);
    expect(calendars.map((calendar) => /\d+ loaded.*/.exec(calendar)?.[0])).toEqual([
      '0 loaded, 6 pending, 0 absent, 0 refused, 4 missing',
      '9 loaded, 0 pending, 1 absent, 0 refused, 0 missing',
      '9 loaded, 0 pending, 1 absent, 0 refused, 0 missing',
    ]);
    const local = await openDuckDb(stage.path(warehouseFile), 'read');
    expect(await contentOf(warehouse)).toEqual(await contentOf(local));
    await local.close();
  });

  test('shows progress in one place, with the days that are remarkable, and then what became of the run', async () => {
    const outcomes = await runNotebook('backfill.ipynb', { environment: settingsFor('progress.duckdb') });
    const run = outcomes.find(({ code }) => code.includes('fill(settings'));
    expect(run?.updates).toBeGreaterThanOrEqual(10);
    expect(run?.shown).toMatchObject([
      {
        'text/html': expect.stringMatching(/^<progress value="10" max="10".*> 10 of 10 days, /),
        'text/plain': expect.stringMatching(`${daysAgo(9)}  absent  [^]*9 days loaded, 1 day absent`),
      },
    ]);
  });

  test('stops at the push and says what to fill in, where nobody did', async () => {
    const outcomes = await runNotebook('backfill.ipynb', { environment: settingsFor('unfilled.duckdb') });
    expect(outcomes.slice(0, -1).map(({ error }) => error)).toEqual(outcomes.slice(1).map(() => null));
    const { code, error } = outcomes.at(-1) ?? {};
    expect(code).toContain('await push(');
    expect(error).toContain('UsageError: These settings cannot be used');
    expect(error).toContain('expected duckdb:<file> or bigquery:<gcp project>.<dataset>');
  });

  test('fetches nothing for who does not say who is asking', async () => {
    const environment = { ...settingsFor('anonymous.duckdb'), WIKITRENDS_CONTACT: '' };
    const asked = stage.wikimedia.requests.length;
    const outcomes = await runNotebook('backfill.ipynb', { environment });
    expect(outcomes.at(-1)?.error).toContain('WIKITRENDS_CONTACT');
    expect(stage.wikimedia.requests).toHaveLength(asked);
  });

  function settingsFor(file: string): Readonly<Record<string, string>> {
    return {
      ...stage.environment,
      WIKITRENDS_TOP: '5',
      WIKITRENDS_SINCE: daysAgo(10),
      WIKITRENDS_WAREHOUSE: `duckdb:${stage.path(file)}`,
    };
  }
});

function lastText({ shown }: Awaited<ReturnType<typeof runNotebook>>[number]): string {
  return shown.at(-1)?.['text/plain'] ?? '';
}
