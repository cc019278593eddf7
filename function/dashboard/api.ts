import { LRUCache } from 'lru-cache';
import { type Day, dayOf } from '../core/day.ts';
import type { Answer, DashboardRequest } from './answer.ts';
import { type Made, openCache } from './cache.ts';
import type { Context } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import type { Holdings, Ledger } from './ledger.ts';
import type { Body } from './medium.ts';
import { openApiDocument } from './openapi.ts';
import { Problem } from './problem.ts';
import { checkNames, documentPath, parseQuestion, type Question } from './question.ts';
import { answerRepresented, represent, takesGzip } from './represented.ts';
import { rowsOf } from './rows.ts';
import { parseTarget } from './target.ts';
import type { WarehouseReader } from './warehouse-reader.ts';

export interface ApiOptions {
  readonly warehouse: WarehouseReader;
  readonly ledger: Ledger;
  readonly now: () => Date;
}

/** Answers what is asked below `/api/v1`. Throws Problem for what it does not have or take. */
export type Api = (request: DashboardRequest) => Promise<Answer>;

/** Some hundred answers; with what DuckDB and Node need, the process stays below 300 MiB at a hundred articles a day. */
const cacheLimits = { mostBytes: 16 * 2 ** 20, mostAnswers: 5000 };

/** To understand a question takes longer than to hand out its answer: the last ones are known, by their characters. */
const questionLimits = { max: 1000, maxSize: 2 ** 19 };

/** Whoever keeps an answer asks each time whether it is still the one. */
const caching = { 'Cache-Control': 'private, no-cache', Vary: 'Accept' };

/** How often an answer is read anew because the ledger changed meanwhile. */
const mostReadings = 3;

const document = represent(Buffer.from(JSON.stringify(openApiDocument(endpoints))), {
  ...caching,
  'Content-Type': 'application/json',
});

export function createApi({ warehouse, ledger, now }: ApiOptions): Api {
  const cache = openCache(cacheLimits);
  const questions = new LRUCache<string, Question>({ ...questionLimits, sizeCalculation: (_, asked) => asked.length });

  /** The question of a request; one that is not understood is not kept. */
  function questionOf(request: DashboardRequest): Question {
    const { accept, 'accept-encoding': encoding } = request.headers;
    const asked = JSON.stringify([request.target, accept, encoding]);
    const known = questions.get(asked);
    if (known !== undefined) return known;
    const question = parseQuestion(request);
    questions.set(asked, question);
    return question;
  }

  /**
   * Reads an answer that nothing was written during: what the ledger holds is known before its statements are run, one by
   * one, and what is committed between two of them would be half in it. Throws Problem where that goes on and on.
   */
  async function readWhole({ read }: Question): Promise<{ readonly version: string; readonly body: Body }> {
    const ask: Context['ask'] = async (sql) => rowsOf(await warehouse.query(sql));
    for (let reading = 0; reading < mostReadings; reading++) {
      const holdings = await ledger.known();
      const today = dayOf(now());
      const body = await read({ holdings, today, ask });
      const { version } = await ledger.current();
      if (version === holdings.version) return { version: versionOn(today, holdings), body };
    }
    throw new Problem(503, 'Days are being written: try again in a moment', { headers: { 'Retry-After': '5' } });
  }

  async function make(question: Question): Promise<Made> {
    const { endpoint, medium } = question;
    const { version, body } = await readWhole(question);
    const bytes = Buffer.from(medium.write(body, endpoint.answer));
    return { version, answer: await represent(bytes, { ...caching, 'Content-Type': medium.type }) };
  }

  return async (request) => {
    const ifNoneMatch = request.headers['if-none-match'];
    if (request.target.split('?', 1)[0] === documentPath) {
      checkNames([], parseTarget(request.target).query);
      return answerRepresented(await document, { isGzipTaken: takesGzip(request), ifNoneMatch });
    }
    const question = questionOf(request);
    const version = versionOn(dayOf(now()), await ledger.known());
    const answer = await cache.get(version, question.key, () => make(question));
    return answerRepresented(answer, { isGzipTaken: question.isGzipTaken, ifNoneMatch });
  };
}

/** The calendar is another one on another day, whatever the ledger says. */
function versionOn(today: Day, { version }: Holdings): string {
  return `${version} ${today}`;
}
