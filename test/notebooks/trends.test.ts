import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CloudServers, type Deployment, openCloudServers } from '../support/cloud.ts';
import { projectFolder } from '../support/command.ts';
import { daysAgo } from '../support/days.ts';
import { startAnalyser } from '../support/googlesql/analyser.ts';
import { analyserProgram } from '../support/googlesql/platform.ts';
import type { Outcome } from '../support/jupyter/outcome.ts';
import { denoProgram, notForPlatform } from '../support/jupyter/platform.ts';
import { runNotebook } from '../support/jupyter/run-notebook.ts';
import { openStage, type Stage, warehouseFile } from '../support/stage.ts';
import { marksIn } from '../support/svg.ts';

const isThere = denoProgram !== undefined;

describe.skipIf(!isThere)(isThere ? 'trends.ipynb in the kernel of Deno' : notForPlatform, () => {
  let cloud: CloudServers;
  let stage: Stage;
  let deployed: Deployment;
  let onDuckDb: readonly Outcome[];
  let onBigQuery: readonly Outcome[];
  /** What BigQuery was asked. */
  let statements: readonly string[];

  beforeAll(async () => {
    cloud = await openCloudServers();
    stage = await openStage();
    deployed = await cloud.deploy();
    await loadSample();
    onDuckDb = await runNotebook('trends.ipynb', { environment: readerOf(warehouseFile) });
    const before = cloud.bigQuery.jobs.length;
    onBigQuery = await runNotebook('trends.ipynb', { environment: { ...deployed.environment } });
    statements = cloud.bigQuery.jobs.slice(before).flatMap(({ statement }) => statement ?? []);
  });

  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
    await cloud[Symbol.asyncDispose]();
  });

  test('answers every question on the sample, about its newest day', () => {
    expect(errorsIn(onDuckDb)).toEqual([]);
    expect(onDuckDb.find(({ code }) => code.includes('newestDay('))?.shown).toMatchObject([
      { 'text/plain': "{ project: 'sample.wikipedia', day: '2026-09-15' }" },
    ]);
    for (const { code, shown } of onDuckDb) expect(shown, code).toHaveLength(code.includes('await show(') ? 1 : 0);
    const tables = shownAs('text/html', onDuckDb).filter((html) => html.startsWith('<table>'));
    expect(tables.length).toBeGreaterThanOrEqual(6);
    for (const table of tables) expect(table).toContain('<td');
  });

  test('draws a chart with marks in every cell that draws one', () => {
    const drawing = onDuckDb.filter(({ code }) => /\b(chart|drawHistory)\(/.test(code));
    expect(drawing.length).toBeGreaterThanOrEqual(7);
    for (const { code, shown } of drawing) {
      const { line, symbol, rule, rect } = marksIn(shown[0]?.['image/svg+xml'] ?? '');
      expect(line.length + symbol.length + rule.length + rect.length, code).toBeGreaterThanOrEqual(5);
    }
    const [top] = shownAs('image/svg+xml', onDuckDb);
    expect(marksIn(top ?? '').rect).toHaveLength(20);
  });

  test('gives the same answers on BigQuery, by one setting', () => {
    expect(shownAs('text/plain', onBigQuery)).toEqual(shownAs('text/plain', onDuckDb));
    const charts = shownAs('image/svg+xml', onDuckDb);
    expect(shownAs('image/svg+xml', onBigQuery).map((svg, i) => svg === charts[i])).toEqual(charts.map(() => true));
    expect(errorsIn(onBigQuery)).toEqual([]);
  });

  test.skipIf(analyserProgram === undefined)('asks nothing that BigQuery would not understand', async () => {
    await using analyser = await startAnalyser({ dataset: `test-project.${deployed.dataset}` });
    expect(statements.length).toBeGreaterThanOrEqual(12);
    for (const statement of statements) expect(await analyser.analyse(statement)).not.toEqual([]);
  });

  test('goes through on a warehouse that has only just begun', async () => {
    const file = `duckdb:${stage.path('young.duckdb')}`;
    const days = ['--start', daysAgo(8), '--end', daysAgo(8), '--warehouse', file];
    expect((await stage.run(['backfill', ...days])).exitCode).toBe(0);
    expect(errorsIn(await runNotebook('trends.ipynb', { environment: readerOf('young.duckdb') }))).toEqual([]);
  });

  test('says how to get a day where there is none', async () => {
    const outcomes = await runNotebook('trends.ipynb', { environment: readerOf('none.duckdb') });
    expect(errorsIn(outcomes)).toEqual([expect.stringContaining('load some days into it first')]);
  });

  /** All fourteen days of it, into the file and from there into BigQuery. */
  async function loadSample(): Promise<void> {
    const days = ['--start', '2026-09-02', '--end', '2026-09-15', '--project', 'sample.wikipedia'];
    const archive = ['--from-archive', '--archive', `file:${projectFolder}function/sample`];
    expect((await stage.run(['backfill', ...days, ...archive], { WIKITRENDS_TOP: '100' })).exitCode).toBe(0);
    const from = ['--from', `duckdb:${stage.path(warehouseFile)}`, '--project', 'sample.wikipedia'];
    expect((await stage.run(['push', ...from], deployed.environment)).exitCode).toBe(0);
  }

  function readerOf(file: string): Readonly<Record<string, string>> {
    return { WIKITRENDS_WAREHOUSE: `duckdb:${stage.path(file)}` };
  }
});

function errorsIn(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap(({ error }) => error ?? []);
}

function shownAs(form: string, outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap(({ shown }) => shown.flatMap((forms) => forms[form] ?? []));
}
