import { type PriceName, prices } from './prices.ts';

/** One line of a bill: what is used of what has a price. */
export interface Item {
  readonly name: string;
  readonly what: string;
  readonly used: readonly (readonly [PriceName, number])[];
}

/** In USD. */
export interface Cost {
  readonly list: number;
  /** Where nothing else uses the free tier. */
  readonly afterFreeTier: number;
}

export function costOf({ used }: Item): Cost {
  return sumOf(
    used.map(([name, units]) => {
      const { usd, free } = prices[name];
      return { list: units * usd, afterFreeTier: Math.max(0, units - free) * usd };
    }),
  );
}

export function sumOf(costs: readonly Cost[]): Cost {
  return {
    list: costs.reduce((sum, { list }) => sum + list, 0),
    afterFreeTier: costs.reduce((sum, { afterFreeTier }) => sum + afterFreeTier, 0),
  };
}

export function billHead(title: string): string {
  return `${title.padEnd(91)} list price   free tier off`;
}

export function billLine(name: string, what: string, { list, afterFreeTier }: Cost): string {
  return `  ${name.padEnd(18)} ${what.padEnd(72)} ${inUsd(list)}         ${inUsd(afterFreeTier)}`;
}

function inUsd(amount: number): string {
  if (amount === 0) return '      0';
  return (amount < 0.0001 ? '<0.0001' : amount.toFixed(4)).padStart(7);
}
