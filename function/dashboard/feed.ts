import { createHash } from 'node:crypto';
import { addDays, type Day, parseDay } from '../core/day.ts';
import type { Project } from '../core/partition.ts';
import { sampleProject } from '../core/sample.ts';
import { type Context, heldDay, heldProject } from './endpoint.ts';
import { escapeMarkup } from './markup.ts';
import { groupBy, type Row } from './rows.ts';

/** The newest days of a project, for whoever reads feeds. */
export interface Feed {
  readonly id: string;
  readonly project: Project;
  readonly title: string;
  /** ISO 8601 in UTC: when the newest of them was loaded. */
  readonly updated: string;
  /** The newest day first. */
  readonly entries: readonly FeedEntry[];
}

export interface FeedEntry {
  /** The same for the same day, wherever it is served. */
  readonly id: string;
  readonly title: string;
  /** Of the page, below wherever it is served. */
  readonly link: string;
  /** When the day was over. */
  readonly published: string;
  /** When it was loaded, the last time. */
  readonly updated: string;
  readonly html: string;
}

/** How far back a reader that was away finds what it missed. */
const days = 14;
const articles = 10;

/** Reads the first articles of the newest loaded days. */
export async function readFeed({ ask, ...context }: Context, wanted: Project | null): Promise<Feed> {
  const held = heldProject(context, wanted);
  const { project } = held;
  const last = heldDay(held, null);
  const range = `BETWEEN DATE '${addDays(last, 1 - days)}' AND DATE '${last}'`;
  const [loaded, listed] = await Promise.all([
    ask(`
      SELECT ledger.view_date, ledger.ingested_at
      FROM {{dataset}}.ingested_days AS ledger
      WHERE ledger.project = '${project}' AND ledger.status = 'loaded' AND ledger.view_date ${range}
      ORDER BY ledger.view_date DESC`),
    ask(`
      SELECT pages.view_date, pages.page_title, pages.article, pages.views, pages.description
      FROM {{dataset}}.page_days AS pages
      WHERE pages.project = '${project}' AND pages.view_date ${range} AND pages.rank <= ${articles}
      ORDER BY pages.view_date DESC, pages.rank`),
  ]);
  const listedOn = groupBy(listed, 'view_date');
  return {
    id: idOf(project),
    project,
    title: `The most viewed articles of ${project}${project === sampleProject ? ' (made up)' : ''}`,
    // Without a loaded day only where it ceased to be one just now: then the answer is read again.
    updated:
      loaded
        .map(({ ingested_at }) => String(ingested_at))
        .toSorted()
        .at(-1) ?? endOf(last),
    entries: loaded.map(({ view_date = null, ingested_at }) => ({
      id: idOf(`${project} ${view_date}`),
      title: `${project} on ${view_date}`,
      link: `/?project=${project}&day=${view_date}`,
      published: endOf(parseDay(String(view_date))),
      updated: String(ingested_at),
      html: `<ol>${(listedOn.get(view_date) ?? []).map((row) => listItem(project, row)).join('')}</ol>`,
    })),
  };
}

function endOf(day: Day): string {
  return `${addDays(day, 1)}T00:00:00.000Z`;
}

/** A name-based UUID: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8 */
function idOf(name: string): string {
  const hash = createHash('sha256').update(`wikitrends ${name}`).digest('hex');
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ];
  return `urn:uuid:${parts.join('-')}`;
}

function listItem(project: Project, { page_title, article, views, description }: Row): string {
  const title = escapeMarkup(String(page_title));
  const href = `https://${project}.org/wiki/${encodeURIComponent(String(article))}`;
  // What is made up is nowhere to be read.
  const name = project === sampleProject ? title : `<a href="${href}">${title}</a>`;
  const more = description === null ? '' : `: ${escapeMarkup(String(description))}`;
  return `<li>${name}, ${Number(views).toLocaleString('en')} views${more}</li>`;
}
