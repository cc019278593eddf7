/** What Google asks for one unit, before discounts and taxes. */
export interface Price {
  readonly usd: number;
  readonly unit: string;
  /** Units that cost nothing each month, of all that one billing account uses (of Cloud Logging: one project). */
  readonly free: number;
  /** Google's page. */
  readonly page: string;
  readonly seen: Seen;
}

/** Where the page was seen: it is out of reach from where this was written. */
interface Seen {
  /** The day on which it was read there. */
  readonly on: string;
  /** Who read it. */
  readonly in: string;
}

const storageQuoted: Seen = {
  on: '2026-09-20',
  in: 'github.com/api-evangelist/gcp-cloud-storage plans/gcp-cloud-storage-plans-pricing.yml, verbatim',
};
const bigQueryRead: Seen = {
  on: '2026-09-28',
  in: 'github.com/jdoan5/Databases-and-Data-Platforms tagline/bench/tagline_bench/prices.py, location "US (us)"',
};
const hostingRead: Seen = {
  on: '2026-08-03',
  in: 'github.com/wzrd-nvr/bag-of-beans research/gcp-hosting-options/findings.md, us-central1',
};
const contentRead: Seen = {
  on: '2026-09-11',
  in: 'github.com/mleikam1/wingmanbrowser docs/CONTENT_OPERATING_COSTS.md, us-central1',
};

/** The page gives storage by the hour; a month of Google's has 730. */
const hoursPerMonth = 730;

/** In us-central1, BigQuery in US; storage is in GiB for a month. */
export const prices = {
  /** Billed by request, while one runs and while the instance starts; in steps of 100 ms. */
  cpu: {
    usd: 0.000024,
    unit: 'vCPU-second',
    free: 180_000,
    page: 'https://cloud.google.com/run/pricing',
    seen: contentRead,
  },
  memory: {
    usd: 0.0000025,
    unit: 'GiB-second',
    free: 360_000,
    page: 'https://cloud.google.com/run/pricing',
    seen: contentRead,
  },
  request: {
    usd: 0.4 / 1e6,
    unit: 'request',
    free: 2_000_000,
    page: 'https://cloud.google.com/run/pricing',
    seen: contentRead,
  },
  /** $0.10 for 31 days. */
  schedule: {
    usd: 0.1,
    unit: 'job',
    free: 3,
    page: 'https://cloud.google.com/scheduler/pricing',
    seen: contentRead,
  },
  standard: {
    usd: 0.000027397 * hoursPerMonth,
    unit: 'GiB',
    free: 5,
    page: 'https://cloud.google.com/storage/pricing',
    seen: storageQuoted,
  },
  nearline: {
    usd: 0.000013699 * hoursPerMonth,
    unit: 'GiB',
    free: 0,
    page: 'https://cloud.google.com/storage/pricing',
    seen: storageQuoted,
  },
  archive: {
    usd: 0.000001644 * hoursPerMonth,
    unit: 'GiB',
    free: 0,
    page: 'https://cloud.google.com/storage/pricing',
    seen: storageQuoted,
  },
  classA: {
    usd: 0.005 / 1000,
    unit: 'operation',
    free: 5_000,
    page: 'https://cloud.google.com/storage/pricing',
    seen: storageQuoted,
  },
  classB: {
    usd: 0.0004 / 1000,
    unit: 'operation',
    free: 50_000,
    page: 'https://cloud.google.com/storage/pricing',
    seen: storageQuoted,
  },
  /** At least 10 MB for each table that a statement names; load jobs are free. */
  scanned: {
    usd: 6.25,
    unit: 'TiB',
    free: 1,
    page: 'https://cloud.google.com/bigquery/pricing',
    seen: bigQueryRead,
  },
  activeTable: {
    usd: 0.02,
    unit: 'GiB',
    free: 10,
    page: 'https://cloud.google.com/bigquery/pricing',
    seen: bigQueryRead,
  },
  /** A partition that nothing has changed for 90 days. */
  oldTable: {
    usd: 0.01,
    unit: 'GiB',
    free: 10,
    page: 'https://cloud.google.com/bigquery/pricing',
    seen: bigQueryRead,
  },
  log: {
    usd: 0.5,
    unit: 'GiB',
    free: 50,
    page: 'https://cloud.google.com/stackdriver/pricing',
    seen: hostingRead,
  },
  image: {
    usd: 0.1,
    unit: 'GiB',
    free: 0.5,
    page: 'https://cloud.google.com/artifact-registry/pricing',
    seen: hostingRead,
  },
  /** To the internet, where Wikimedia is; what comes from there costs nothing. */
  sent: {
    usd: 0.12,
    unit: 'GiB',
    free: 1,
    page: 'https://cloud.google.com/vpc/network-pricing',
    seen: hostingRead,
  },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof prices;
