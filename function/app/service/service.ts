import { randomUUID } from 'node:crypto';
import type { Request, Response } from '@google-cloud/functions-framework';
import PQueue from 'p-queue';
import { parseSettings, type Settings } from '../../config.ts';
import { dayOf } from '../../core/day.ts';
import { UsageError } from '../../core/errors.ts';
import type { Ending } from '../../core/report.ts';
import type { RetryPolicy } from '../../core/retry.ts';
import type { Environment } from '../../core/variables.ts';
import type { HttpClient } from '../../http/client.ts';
import { UnknownWikiError } from '../../sources/top-articles/siteinfo.ts';
import { parseRunRequest, type RunRequest } from '../request.ts';
import { runIngest } from '../run.ts';
import { openWikimedia } from '../wikimedia.ts';
import { type Answer, answerError, answerMethod, answerWith, RequestError } from './answer.ts';
import { openLog, type ServiceLog } from './log.ts';
import { readParameters } from './parameters.ts';
import { traceOf } from './trace.ts';

export interface ServiceOptions {
  readonly environment: Environment;
  readonly now: () => Date;
  /** Takes the lines of the log. */
  readonly write: (line: string) => void;
  readonly retry?: RetryPolicy;
  /** A signal that aborts after so many milliseconds. */
  readonly deadline?: (ms: number) => AbortSignal;
}

export interface Service {
  /** Answers a request of the functions framework; never throws. */
  handle(request: Request, response: Response): Promise<void>;
  close(): Promise<void>;
}

/** The end of a request's time, in which no more days are begun: what is read is committed then. */
const reserveMs = 120_000;

/** The function `ingest`: runs what a schedule or a caller asks for, and answers with the report. */
export function createService(options: ServiceOptions): Service {
  const { environment, now, write, retry, deadline = AbortSignal.timeout } = options;
  // One run at a time: two would ask for the same days, and the rate is one operator's.
  const runs = new PQueue({ concurrency: 1 });
  let http: HttpClient | null = null;
  let logOfRun: ServiceLog | null = null;

  async function answer(request: Request, runId: string): Promise<Answer> {
    const { method, headers } = request;
    let log = openLog({ runId, write, trace: null });
    try {
      if (method !== 'GET' && method !== 'POST') return answerMethod(runId, method);
      const { googleCloudProject } = parseSettings(environment);
      log = openLog({ runId, write, trace: traceOf(headers, googleCloudProject) });
      const { projects, ...parameters } = await ofCaller(() =>
        readParameters(request.query, request.rawBody ?? new Uint8Array()),
      );
      const settings = parseSettings({
        ...environment,
        ...(projects !== null && { WIKITRENDS_PROJECTS: projects.join(',') }),
      });
      const runRequest = await ofCaller(
        () => parseRunRequest(parameters, settings, dayOf(now())),
        () => parameters.date !== undefined || parameters.start !== undefined || parameters.end !== undefined,
      );
      const { requestTimeoutMs } = settings;
      const signal = deadline(requestTimeoutMs - Math.min(reserveMs, requestTimeoutMs / 2));
      const ending = await ofCaller(
        () => runs.add(() => run(settings, runRequest, runId, signal, log)),
        (error) => projects !== null && error instanceof UnknownWikiError,
      );
      log.ended(ending);
      return answerWith(ending);
    } catch (error) {
      if (error instanceof RequestError) log.refused(error);
      else log.failed(error);
      return answerError(runId, error);
    }
  }

  function run(
    settings: Settings,
    request: RunRequest,
    runId: string,
    signal: AbortSignal,
    log: ServiceLog,
  ): Promise<Ending> {
    logOfRun = log;
    // Kept from run to run, for so is the rate.
    http ??= openWikimedia(settings, {
      onRetry: (error, tries) => logOfRun?.onRetry(error, tries),
      ...(retry && { retry }),
    });
    const { onEvent, onRetry } = log;
    return runIngest(settings, request, { now, runId, http, signal, onEvent, onRetry, ...(retry && { retry }) });
  }

  return {
    async handle(request, response) {
      const { status, headers, body } = await answer(request, randomUUID());
      response
        .status(status)
        .set({ 'Cache-Control': 'no-store', ...headers })
        .json(body);
    },
    async close() {
      await http?.close();
    },
  };
}

/** What is asked for wrongly is the caller's fault, unless the settings ask for it: those are not for callers to know. */
async function ofCaller<T>(
  attempt: () => T | Promise<T>,
  isTheirs: (error: UsageError) => boolean = () => true,
): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    throw error instanceof UsageError && isTheirs(error) ? new RequestError(error.message, { cause: error }) : error;
  }
}
