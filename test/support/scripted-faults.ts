/** When a scripted fault strikes; all that is given must hold. */
export interface FaultCondition {
  /** The n-th request of all, from 0. */
  readonly index?: number;
  /** On the request in words, decoded. */
  readonly match?: RegExp;
  /** Each n-th of the requests for which the rest holds. */
  readonly every?: number;
}

export interface ScriptedFault<Condition extends FaultCondition = FaultCondition> {
  readonly when: Condition;
  /** How often it strikes; once unless said otherwise, without end together with `every`. */
  readonly times?: number;
}

export interface ScriptedFaults<Fault, Request> {
  add(fault: Fault): void;
  /** The fault that strikes this request, the one added first before the others. */
  strike(request: Request): Fault | undefined;
}

/** `holdsToo` judges what a stand-in's own conditions add to the common ones. */
export function scriptFaults<
  Fault extends ScriptedFault,
  Request extends { readonly index: number; readonly text: string },
>(
  scripted: readonly Fault[],
  holdsToo: (when: Fault['when'], request: Request) => boolean = () => true,
): ScriptedFaults<Fault, Request> {
  const armed: { fault: Fault; seen: number; left: number }[] = [];
  const add = (fault: Fault): void => {
    const times = fault.times ?? (fault.when.every === undefined ? 1 : Number.POSITIVE_INFINITY);
    armed.push({ fault, seen: 0, left: times });
  };
  for (const fault of scripted) add(fault);
  return {
    add,
    strike(request) {
      for (const entry of armed) {
        const { when } = entry.fault;
        if (entry.left <= 0 || !holds(when, request) || !holdsToo(when, request)) continue;
        entry.seen += 1;
        if (entry.seen % (when.every ?? 1) !== 0) continue;
        entry.left -= 1;
        return entry.fault;
      }
      return undefined;
    },
  };
}

function holds({ index, match }: FaultCondition, request: { readonly index: number; readonly text: string }): boolean {
  if (index !== undefined && index !== request.index) return false;
  // A copy without state: a global expression would remember where it stopped.
  return match === undefined || new RegExp(match.source, match.flags.replace(/[gy]/gu, '')).test(request.text);
}
