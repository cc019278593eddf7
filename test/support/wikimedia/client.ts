import type { Wikimedia } from './server.ts';

/** A client for the tests of the stand-in itself: it sends what it is told to and checks nothing. */
export interface Client {
  ask(path: string): Promise<Response>;
  ranking(access: string, day: string): Promise<Response>;
  action(parameters: Readonly<Record<string, string>>): Promise<ActionAnswer>;
  /** All slices of an answer, asked for as the API demands. */
  slices(parameters: Readonly<Record<string, string>>): Promise<readonly ActionAnswer[]>;
}

export interface ActionAnswer {
  readonly batchcomplete?: boolean;
  readonly continue?: Readonly<Record<string, string>>;
  readonly error?: { readonly code: string };
  readonly query?: { readonly pages?: readonly AnsweredPage[] };
}

export interface AnsweredPage {
  readonly title: string;
  readonly pageid?: number;
  readonly categories?: readonly { readonly title: string; readonly hidden?: boolean }[];
}

export const USER_AGENT = 'stand-in-test/1.0 (operator@example.org)';

export const PARAMETERS = {
  action: 'query',
  format: 'json',
  formatversion: '2',
  maxlag: '5',
  prop: 'categories|pageprops|description|info',
  clprop: 'hidden',
  ppprop: 'wikibase_item|disambiguation',
};

export function clientOf({ url }: Wikimedia, project = 'en.wikipedia'): Client {
  const ask = (path: string): Promise<Response> => fetch(url + path, { headers: { 'user-agent': USER_AGENT } });
  const action = async (parameters: Readonly<Record<string, string>>): Promise<ActionAnswer> => {
    const response = await ask(`/${project}/w/api.php?${new URLSearchParams({ ...PARAMETERS, ...parameters })}`);
    return JSON.parse(await response.text());
  };
  return {
    ask,
    action,
    ranking: (access, day) => ask(rankingPath(project, access, day)),
    async slices(parameters) {
      const answers = [await action(parameters)];
      for (let next = answers[0]?.continue; next !== undefined; next = answers.at(-1)?.continue) {
        answers.push(await action({ ...parameters, ...next }));
      }
      if (answers.at(-1)?.batchcomplete !== true) throw new Error('The last slice does not say that it is the last');
      return answers;
    },
  };
}

export function rankingPath(project: string, access: string, day: string): string {
  return `/api/rest_v1/metrics/pageviews/top/${project}/${access}/${day.replaceAll('-', '/')}`;
}

export function pagesIn(answer: ActionAnswer | undefined): readonly AnsweredPage[] {
  return answer?.query?.pages ?? [];
}

export function categoriesIn(answer: ActionAnswer): NonNullable<AnsweredPage['categories']> {
  return pagesIn(answer).flatMap(({ categories }) => categories ?? []);
}
