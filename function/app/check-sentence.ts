import { messageOf } from '../core/errors.ts';
import type { RecheckEvent } from '../core/recheck.ts';

type Checked = Extract<RecheckEvent, { readonly type: 'checked' }>;
type Unchecked = Extract<RecheckEvent, { readonly type: 'unchecked' }>;

/** What became of a day that upstream was asked for again. */
export function checkSentence({ project, view_date, hasChanged }: Checked): string {
  return hasChanged
    ? `${view_date} ${project} changed: Wikimedia gives other rankings than were loaded. The rows stay as they are; ` +
        `to load it again: wikitrends backfill --start ${view_date} --end ${view_date} --project ${project} --force`
    : `${view_date} ${project} checked: Wikimedia gives the rankings that were loaded`;
}

export function uncheckedSentence({ error }: Unchecked): string {
  return `a loaded day could not be checked again, which changes nothing: ${messageOf(error)}`;
}
