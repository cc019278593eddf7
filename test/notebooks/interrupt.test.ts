import { describe, expect, test } from 'vitest';
import { daysAgo } from '../support/days.ts';
import { startKernel } from '../support/jupyter/kernel.ts';
import { notebooksFolder } from '../support/jupyter/notebook.ts';
import { denoProgram, notForPlatform } from '../support/jupyter/platform.ts';
import { openStage, warehouseFile } from '../support/stage.ts';

const isThere = denoProgram !== undefined;

const open = `import { openNotebook } from '../function/notebook.ts';
const { configure, fill, query, show } = openNotebook(Deno.jupyter);
const settings = configure();`;

describe.skipIf(!isThere)(isThere ? 'A notebook in the kernel of Deno' : notForPlatform, () => {
  test('keeps what is read when the kernel is interrupted, and goes on when the cell is run again', async () => {
    const { promise: reading, resolve } = Promise.withResolvers<void>();
    let requests = 0;
    const onRequest = () => {
      requests += 1;
      if (requests === 40) resolve();
    };
    await using stage = await openStage({ latencyMs: 20, onRequest });
    const environment = {
      ...stage.environment,
      WIKITRENDS_SINCE: daysAgo(40),
      WIKITRENDS_WAREHOUSE: `duckdb:${stage.path(warehouseFile)}`,
    };
    await using kernel = await startKernel({ folder: notebooksFolder, environment });
    await kernel.run(open);
    const { printed: pid } = await kernel.run('console.log(Deno.pid);');

    const run = kernel.run('await fill(settings, { minutes: 10 });');
    await reading;
    process.kill(Number(pid), 'SIGINT');
    const { error, shown } = await run;
    expect(error).toBeNull();
    const [, loaded = '', remaining = ''] =
      /(\d+) days loaded.*?(\d+) days remaining/s.exec(shown[0]?.['text/plain'] ?? '') ?? [];
    expect(Number(loaded)).toBeGreaterThan(0);
    expect(Number(loaded) + Number(remaining)).toBe(40);

    const again = await kernel.run('await fill(settings, { minutes: 10 });');
    expect(again.shown[0]?.['text/plain']).toContain(`${remaining} days loaded`);
    const { shown: counted } = await kernel.run(
      "await show(query(settings, 'SELECT COUNT(*) AS days FROM ingested_days'));",
    );
    expect(counted[0]?.['text/html']).toContain('>40</td>');
  });
});
