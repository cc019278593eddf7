import { parseArchive } from '../../config.ts';
import { dayOf } from '../../core/day.ts';
import { UsageError } from '../../core/errors.ts';
import type { Context } from '../context.ts';
import { exitCodeOf } from '../exit-code.ts';
import type { Flags } from '../flags.ts';
import { type PushOrigin, runPush } from '../push.ts';
import { showRun } from '../terminal/run.ts';

/** `push`: brings to BigQuery the days that a local file or an archive holds and BigQuery lacks. */
export async function push(context: Context, { from = '', start, end, project }: Flags): Promise<number> {
  const { settings, now, signal } = context;
  if (settings.warehouse.kind !== 'bigquery') {
    throw new UsageError(
      'Cannot push: expected --warehouse bigquery:<gcp project>.<dataset>, where the days are to go',
    );
  }
  const origin = parseOrigin(from);
  const wanted = { start, end, projects: project === undefined ? null : settings.projects };
  const run = await showRun(context, (progress) =>
    runPush(settings, origin, wanted, dayOf(now()), { ...progress, now, signal }),
  );
  return exitCodeOf(run, context);
}

function parseOrigin(text: string): PushOrigin {
  const [, path] = /^duckdb:(.+)$/.exec(text) ?? [];
  if (path !== undefined) return { kind: 'duckdb', path };
  try {
    return parseArchive(text);
  } catch (error) {
    throw new UsageError(
      `Cannot push from "${text}": expected duckdb:<file>, file:<folder> or gs://<bucket>[/prefix]`,
      {
        cause: error,
      },
    );
  }
}
