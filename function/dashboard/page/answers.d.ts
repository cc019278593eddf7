// What the API answers, as far as the page reads it; the API's own document says what each member means.

export interface Project {
  readonly project: string;
  readonly first_day: string;
  readonly newest_day: string | null;
}

export interface CalendarDay {
  readonly view_date: string;
  readonly status: string;
  readonly reason: string | null;
  readonly views: number | null;
}

export interface Listed {
  readonly rank: number;
  readonly page_id: number;
  readonly page_title: string;
  readonly article: string;
  readonly wikidata_id: string | null;
  readonly description: string | null;
  readonly views: number;
  readonly day_before: string;
  readonly rank_change: number | null;
  readonly views_change: number | null;
  readonly days_in_a_row: number;
  readonly is_run_complete: boolean;
  readonly first_listed: string;
  readonly desktop_share: number | null;
  readonly mobile_web_share: number | null;
  readonly is_suspect: boolean;
  readonly suspicion: string | null;
  readonly multiple_min: number | null;
  readonly categories: readonly string[];
  readonly recent: readonly (number | null)[];
}

/** What every answer about one day says of it. */
interface OfDay {
  readonly view_date: string;
  readonly status: string;
  readonly reason: string | null;
}

export interface ObservedDay extends OfDay {
  readonly views_bound: number | null;
}

export interface Top extends OfDay {
  readonly recent_days: readonly ObservedDay[];
  readonly articles: readonly Listed[];
}

export interface Trend {
  readonly page_id: number;
  readonly page_title: string;
  readonly views: number;
  readonly usual_views_max: number | null;
  readonly multiple_min: number | null;
  readonly history: string;
  readonly days_observed: number;
  readonly days_listed: number;
  readonly is_suspect: boolean;
  readonly suspicion: string | null;
}

export interface Trending extends OfDay {
  readonly articles: readonly Trend[];
}

export interface Category {
  readonly category: string;
  readonly is_uninformative: boolean;
  readonly pages: number;
  readonly views: number;
  readonly share: number;
  readonly listed_mean_before: number | null;
  readonly listed_change: number | null;
  readonly history: string;
}

export interface Categories extends OfDay {
  readonly categories: readonly Category[];
}

export interface CategoryCourse {
  readonly category: string;
  readonly history: readonly { readonly view_date: string; readonly status: string; readonly views: number | null }[];
  readonly pages: readonly { readonly page_id: number; readonly page_title: string; readonly views: number }[];
}

export interface Article {
  readonly first_listed: string;
  readonly page_title: string;
  readonly article: string;
  readonly wikidata_id: string | null;
  readonly description: string | null;
  readonly categories: readonly string[];
  readonly history: readonly {
    readonly view_date: string;
    readonly status: string;
    readonly views: number | null;
    readonly views_bound: number | null;
    readonly suspicion: string | null;
  }[];
}

export interface RangeEntry {
  readonly rank: number;
  readonly page_id: number;
  readonly page_title: string;
  readonly views_min: number;
  readonly views_max: number;
  readonly is_certain: boolean;
  readonly days_listed: number;
  readonly days_observed: number;
  readonly days_in_range: number;
}

export interface RangeTop {
  readonly articles: readonly RangeEntry[];
}

export interface Health {
  readonly months: readonly { readonly project: string; readonly watermark: string | null }[];
}
