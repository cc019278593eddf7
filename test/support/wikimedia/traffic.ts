import type { RequestKind } from './request.ts';

/** One request that reached the server. */
export interface RequestRecord {
  readonly index: number;
  /** When it arrived, in milliseconds of the server's clock. */
  readonly at: number;
  readonly kind: RequestKind;
  readonly method: string;
  readonly url: string;
  readonly project: string | undefined;
  readonly titles: readonly string[] | undefined;
  /** False for a POST without the promise that it changes nothing. */
  readonly promised: boolean;
  /** 0 while unanswered, and for good if the connection died. */
  readonly status: number;
}

export interface Traffic {
  readonly requests: readonly RequestRecord[];
  /** Called when a request arrives; the answer is to be called when its connection is done with it. */
  arrive(): () => void;
  record(request: RequestRecord): void;
  answered(index: number, status: number): void;
  /** Whether the requests of the 60 seconds up to `now` are more than the limit; refused ones do not count. */
  isOver(limit: number, now: number): boolean;
  peakConcurrency(): number;
  /** The most requests in any 60 seconds, refused ones included. */
  peakPerMinute(): number;
}

export function createTraffic(): Traffic {
  const requests: RequestRecord[] = [];
  let open = 0;
  let peak = 0;
  return {
    requests,
    arrive() {
      open += 1;
      peak = Math.max(peak, open);
      return () => {
        open -= 1;
      };
    },
    record(request) {
      requests.push(request);
    },
    answered(index, status) {
      const at = requests.findLastIndex((request) => request.index === index);
      const request = requests[at];
      if (request !== undefined) requests[at] = { ...request, status };
    },
    isOver(limit, now) {
      if (limit === Number.POSITIVE_INFINITY) return false;
      const from = requests.findLastIndex(({ at }) => at <= now - MINUTE_MS) + 1;
      return requests.slice(from).filter(({ status }) => status !== 429).length > limit;
    },
    peakConcurrency: () => peak,
    peakPerMinute: () => busiest(requests.map(({ at }) => at).sort((one, other) => one - other)),
  };
}

const MINUTE_MS = 60_000;

function busiest(times: readonly number[]): number {
  let first = 0;
  let most = 0;
  for (const [last, time] of times.entries()) {
    while ((times[first] ?? time) <= time - MINUTE_MS) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
