import { messageOf } from '../core/errors.ts';
import type { RecheckEvent } from '../core/recheck.ts';

type Rechecked = Extract<RecheckEvent, { readonly type: 'rechecked' }>;
type RecheckFailed = Extract<RecheckEvent, { readonly type: 'recheck failed' }>;

/** What became of a day that was rechecked. */
export function recheckSentence({ project, view_date, hasChanged }: Rechecked): string {
  return hasChanged
    ? `${view_date} ${project} changed: Wikimedia gives other rankings than were loaded. The rows stay as they are; ` +
        `to load it again: wikitrends backfill --start ${view_date} --end ${view_date} --project ${project} --force`
    : `${view_date} ${project} rechecked: Wikimedia gives the rankings that were loaded`;
}

export function failedRecheckSentence({ error }: RecheckFailed): string {
  return `a loaded day could not be rechecked, which changes nothing: ${messageOf(error)}`;
}
