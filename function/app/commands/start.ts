import { dayOf } from '../../core/day.ts';
import type { Context } from '../context.ts';
import { exitCodeOf } from '../exit-code.ts';
import { dashboardPort, type Flags } from '../flags.ts';
import { openWarehouse } from '../open.ts';
import { parseRunRequest } from '../request.ts';
import { runFromArchive, runIngest } from '../run.ts';
import { planFirstLook, readNewestTop } from '../start.ts';
import { showRun } from '../terminal/run.ts';
import { formatResult } from '../terminal/table.ts';
import { serveUntilStopped } from './serve.ts';

const sampleNote = `WIKITRENDS_CONTACT is not set, so nobody may ask Wikimedia: this loads a small bundled sample instead.
The sample is MADE UP: its titles, views and categories are invented, under the project name sample.wikipedia.

`;

const nextSteps = `
Next: npx wikitrends status
      npx wikitrends query "SELECT category, COUNT(DISTINCT view_date) AS days FROM wiki_data_normal GROUP BY category ORDER BY days DESC LIMIT 10"
      WIKITRENDS_CONTACT=<your e-mail> npx wikitrends ingest --budget 5     the real thing, newest days first
      (the sample stays in the warehouse as sample.wikipedia; delete the file first to begin without it)
`;

const dashboardNote = `
The dashboard: npx wikitrends serve, then http://127.0.0.1:${dashboardPort}
`;

/** `start`: loads a week and shows the newest day; where somebody sits at a terminal, the dashboard too. */
export async function start(context: Context, { serve = context.isAttended === true }: Flags): Promise<number> {
  const { now, out, err, signal } = context;
  const { settings, parameters, sample } = await planFirstLook(context.settings, dayOf(now()));
  const isSample = sample !== null;
  if (isSample) err.write(sampleNote);
  const request = parseRunRequest(parameters, settings, dayOf(now()));
  const ending = await showRun(context, (progress) => {
    const options = { ...progress, now, signal };
    return isSample ? runFromArchive(settings, sample, request, options) : runIngest(settings, request, options);
  });
  if (context.json) return exitCodeOf(ending, context);
  const warehouse = await openWarehouse(settings, 'read', { now });
  try {
    const top = await readNewestTop(warehouse, settings);
    out.write(
      `\n${isSample ? 'The newest day of the made-up sample' : 'The newest day'}:\n${formatResult(top, 'table')}`,
    );
  } finally {
    await warehouse.close();
  }
  err.write(nextSteps);
  // Ctrl-C ends the dashboard, which says nothing about the run before it.
  const exitCode = exitCodeOf(ending, context);
  if (!serve) err.write(dashboardNote);
  // A first look is not to fail because something else is served here.
  else if (!signal.aborted) await serveUntilStopped(context, [dashboardPort, 0]);
  return exitCode;
}
