import { messageOf } from '../core/errors.ts';
import type { RecheckEvent } from '../core/recheck.ts';

type Rechecked = Extract<RecheckEvent, { readonly type: 'rechecked' }>;
type RecheckFailed = Extract<RecheckEvent, { readonly type: 'recheck failed' }>;

/** What became of a day that was rechecked. */
export function recheckSentence({ project, view_date, outcome }: Rechecked): string {
  const day = `${view_date} ${project}`;
  switch (outcome) {
    case 'same':
      return `${day} rechecked: Wikimedia gives the rankings that were loaded`;
    case 'changed':
      return (
        `${day} changed: Wikimedia gives other rankings than were loaded. The rows stay as they are; ` +
        `to load it again: wikitrends backfill --start ${view_date} --end ${view_date} --project ${project} --force`
      );
    case 'gone':
      return `${day} is no longer there: Wikimedia has no ranking of it any more. The rows stay as they were loaded`;
  }
}

export function failedRecheckSentence({ error }: RecheckFailed): string {
  return `a loaded day could not be rechecked, which changes nothing: ${messageOf(error)}`;
}
