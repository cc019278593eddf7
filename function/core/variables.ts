import { messageOf, UsageError } from './errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that cannot be used, each with what would be right. */
export class SettingsError extends UsageError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`These settings cannot be used:\n  ${problems.join('\n  ')}`);
    this.problems = problems;
  }
}

export interface Variables {
  /** Empty when not set. A variable that is set to nothing counts as not set, as in `WIKITRENDS_ARCHIVE= npx wikitrends …`. */
  textOf(name: string): string;
  /** Null when not set, or when it cannot be read: then there is a problem more. */
  optional<T>(name: string, parse: (text: string) => T): T | null;
  /** Of no meaning before check() has passed, which says that it is missing. `what` completes the sentence "expected …". */
  required(name: string, what: string, parse: (text: string) => string): string;
  setting<T>(name: string, fallback: T, parse: (text: string) => T): T;
  /** Notes what is wrong, so that everything is told at once. */
  complain(problem: string): void;
  /** Throws SettingsError when there were problems. */
  check(): void;
}

/** Reads environment variables; the only place that knows what one looks like. */
export function readVariables(environment: Environment): Variables {
  const problems: string[] = [];
  const textOf = (name: string) => environment[name]?.trim() ?? '';

  function optional<T>(name: string, parse: (text: string) => T): T | null {
    const text = textOf(name);
    try {
      return text === '' ? null : parse(text);
    } catch (error) {
      problems.push(`${name}=${text}: ${messageOf(error)}`);
      return null;
    }
  }

  return {
    textOf,
    optional,
    required(name, what, parse) {
      if (textOf(name) === '') problems.push(`${name} is not set: expected ${what}`);
      return optional(name, parse) ?? '';
    },
    setting: (name, fallback, parse) => optional(name, parse) ?? fallback,
    complain: (problem) => void problems.push(problem),
    check() {
      if (problems.length > 0) throw new SettingsError(problems);
    },
  };
}

export function integerBetween(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new UsageError(`expected a whole number from ${least} to ${most}`);
  };
}
