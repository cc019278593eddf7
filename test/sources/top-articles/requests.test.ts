import { describe, expect, test } from 'vitest';
import { listedTitles } from '../../support/expected-rows.ts';
import { daysBefore, english, french } from '../../support/partitions.ts';
import type { WikimediaRequest } from '../../support/wikimedia/request.ts';
import type { Wikimedia } from '../../support/wikimedia/server.ts';
import { startWorldRun, type WorldRun, yesterday } from '../../support/world-run.ts';

describe.each([english, french])('topArticles() of %s asks for little', (project) => {
  test.each([1, 2, 7, 30])('over %i days, and for each title once', async (count) => {
    const days = daysBefore(yesterday, count, project);
    const { run, requests } = await recorded();
    await using _ = run;
    expect(await run.ingest(days)).toMatchObject({ verdict: 'done' });

    const ofKind = (kind: string) => requests.filter((request) => request.kind === kind);
    expect(ofKind('ranking')).toHaveLength(3 * count);
    expect(ofKind('siteinfo')).toHaveLength(1);
    const listed = days.flatMap((day) => listedTitles(run.wikimedia, day, 100));
    const least = leastAnswers(run.wikimedia, project, listed);
    expect(ofKind('categories').length).toBeLessThanOrEqual(1.05 * least);
    expect(run.http.sent()).toBe(requests.length);

    const first = ofKind('categories').filter(({ parameters }) => !parameters.has('clcontinue'));
    const asked = first.flatMap(({ parameters }) => String(parameters.get('titles')).split('|'));
    expect(asked).toEqual(expect.arrayContaining([...new Set(listed)]));
    expect(new Set(asked).size).toBe(asked.length);
  });
});

test('topArticles() reads one list a day where nobody wants the device shares', async () => {
  await using run = await startWorldRun({ deviceShares: false });
  await run.ingest(daysBefore(yesterday, 3));
  const lists = run.wikimedia.requests.filter(({ kind }) => kind === 'ranking');
  expect(lists.map(({ url }) => url.split('/').at(-4))).toEqual(['all-access', 'all-access', 'all-access']);
  const { rows } = await run.warehouse.query('SELECT COUNT(desktop_views), COUNT(mobile_web_views) FROM top_articles');
  expect(rows).toEqual([[0, 0]]);
});

async function recorded(): Promise<{ readonly run: WorldRun; readonly requests: readonly WikimediaRequest[] }> {
  const requests: WikimediaRequest[] = [];
  const run = await startWorldRun({ wikimedia: { onRequest: (request) => void requests.push(request) } });
  return { run, requests };
}

/**
 * What a client needs that knows every title beforehand: fifty of them a batch, in the order of the lists, and for each
 * batch as many answers as it takes to carry its categories, 500 at a time.
 */
function leastAnswers({ world }: Wikimedia, project: string, listed: readonly string[]): number {
  const titles = [...new Set(listed)];
  const batches = Array.from({ length: Math.ceil(titles.length / 50) }, (_, i) => titles.slice(i * 50, i * 50 + 50));
  const answers = batches.map((batch) => {
    const truths = batch.map((title) => world.truth(project, title));
    // Two titles that lead to one page carry its categories once.
    const pages = new Map(truths.map(({ title, categories }) => [title, categories.length]));
    const categories = [...pages.values()].reduce((sum, count) => sum + count, 0);
    return Math.max(1, Math.ceil(categories / 500));
  });
  return answers.reduce((sum, count) => sum + count, 0);
}
