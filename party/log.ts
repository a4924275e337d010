import { requestId } from "./request-id.ts";

/** What may be told about an event. Never what people write, and nothing that lets anyone in. */
export type LogFacts = Record<string, string | number>;

/**
 * The one place that logs: a line of JSON for each event. Errors are told by name and code only, because messages of
 * libraries quote what they were given.
 */
export const log = {
  /** Something worth counting has happened, such as `session.reused`. */
  fact(event: string, facts: LogFacts = {}): void {
    console.log(line("info", event, facts));
  },
  /** Something that is no error of ours, and that an operator has to look at. */
  alarm(event: string, facts: LogFacts = {}): void {
    console.error(line("error", event, facts));
  },
  /** Something went wrong on our side. */
  failure(event: string, error: unknown, facts: LogFacts = {}): void {
    console.error(line("error", event, { ...facts, ...describe(error) }));
  },
};

const MAX_WORD_LENGTH = 100;

/** Ids, codes, names of routes and of errors look like this; a token or a sentence does not get through whole. */
const WORD = /^[\w.:/-]{1,100}$/;

function line(level: "info" | "error", event: string, facts: LogFacts): string {
  const told = Object.entries(facts).map(([name, fact]) => [name, tellable(fact)]);
  // In UTC, as all servers of a community agree on it.
  const at = new Date().toISOString();
  const request = requestId();
  const askedBy = request === null ? {} : { request };
  // JSON escapes line breaks, so nobody can write lines of their own.
  return JSON.stringify({ level, event, at, ...askedBy, ...Object.fromEntries(told) });
}

function tellable(fact: string | number): string | number {
  if (typeof fact === "number" || WORD.test(fact)) return fact;
  return fact.replaceAll(/[^\w.:/-]+/g, "_").slice(0, MAX_WORD_LENGTH);
}

/** The innermost cause says most: libraries wrap errors in their own. */
function describe(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { name: typeof error };
  const cause = error.cause instanceof Error ? describe(error.cause) : {};
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  return { name: error.name, ...code, ...prefixed(cause) };
}

function prefixed({ name, code }: LogFacts): LogFacts {
  return { ...(name ? { cause: name } : {}), ...(code ? { causeCode: code } : {}) };
}
