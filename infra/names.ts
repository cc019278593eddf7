/** What everything is called: buckets have to differ from everybody else's, so they carry the project's id. */
export interface Names {
  readonly dataset: string;
  readonly archive: string;
  readonly source: string;
  readonly state: string;
  /** Of the function, its schedule and its images. */
  readonly ingest: string;
  readonly dashboard: string;
}

export function namesFor(projectId: string): Names {
  return {
    dataset: 'wikitrends',
    archive: `${projectId}-wikitrends`,
    source: `${projectId}-wikitrends-source`,
    state: `${projectId}-wikitrends-state`,
    ingest: 'wikitrends-ingest',
    dashboard: 'wikitrends-dashboard',
  };
}

/** On everything that can carry them, so that a bill and a search tell what belongs here. */
export const labels = { app: 'wikitrends', managed_by: 'terraform' };

/** Of the function, and of the schedule that calls it. */
export const purpose = 'Loads the days that are missing, newest first.';
