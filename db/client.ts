import {
  createClient,
  LibsqlError,
  type Client,
  type InStatement,
  type ResultSet,
} from "@libsql/client/web";
import { DrizzleError, DrizzleQueryError } from "drizzle-orm/errors";
import type { LibSQLDatabase } from "drizzle-orm/libsql";
import { drizzle } from "drizzle-orm/libsql/web";
import { patient } from "./patient-client.ts";

export type Database = {
  /** For questions. */
  readonly ask: LibSQLDatabase;
  /** For writes, by `writeBatch` only. */
  readonly client: Client;
};

/** Where libSQL is, under the names that the configuration has for it. */
export type DatabaseAddress = { LIBSQL_URL: string; LIBSQL_TOKEN?: string | undefined };

/** A write may wait for another one's 5 s, which is the longest that libSQL lets a transaction live. */
const TIMEOUT_MS = 6_000;

export type Timers = {
  /** Runs once after `ms`, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void;
};

const clearedTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Opens libSQL over HTTP. A client must not outlive the request or the room it was opened for: its queue would carry
 * on with work of another object. Every request ends after `timeoutMs`; what became of a write is then unknown. An
 * object that stays awake brings its own timers, because its runtime keeps something of each timer that is cleared.
 */
export function openDatabase(
  { LIBSQL_URL, LIBSQL_TOKEN }: DatabaseAddress,
  { timeoutMs = TIMEOUT_MS, timers = clearedTimers }: { timeoutMs?: number; timers?: Timers } = {},
): Database {
  const client = patient(
    createClient({
      url: LIBSQL_URL,
      ...(LIBSQL_TOKEN === undefined ? {} : { authToken: LIBSQL_TOKEN }),
      intMode: "number",
      concurrency: 20,
      fetch: (request: Request) => fetchInTime(request, (stop) => timers.after(timeoutMs, stop)),
    }),
  );
  return { ask: drizzle(client), client };
}

/** All of it or none of it, in one request. Every statement must be safe to repeat. */
export function writeBatch(database: Database, statements: InStatement[]): Promise<ResultSet[]> {
  return database.client.batch(statements, "write");
}

/** Whether the database answers a question at all. */
export async function isReachable({ client }: Database): Promise<boolean> {
  const { rows } = await client.execute("select 1");
  return rows.length === 1;
}

/** Whether it was the database that failed, rather than our own code. */
export function isDatabaseFailure(error: unknown): boolean {
  return (
    error instanceof LibsqlError ||
    error instanceof DrizzleError ||
    error instanceof DrizzleQueryError ||
    error instanceof DatabaseUnreachable
  );
}

/** A statement for `writeBatch` out of a query that was built but not sent. */
export function statement(query: { toSQL(): { sql: string; params: unknown[] } }): InStatement {
  const { sql, params } = query.toSQL();
  return { sql, args: params.map(asValue) };
}

class DatabaseUnreachable extends Error {
  override name = "DatabaseUnreachable";
  readonly code: string;

  constructor(code: string) {
    super("the database cannot be reached");
    this.code = code;
  }
}

async function fetchInTime(
  request: Request,
  inTime: (stop: () => void) => () => void,
): Promise<Response> {
  const timeout = new AbortController();
  const callOff = inTime(() => timeout.abort());
  try {
    // A database that sends us elsewhere would send our token and everyone's words there.
    const response = await fetch(request, { signal: timeout.signal, redirect: "manual" });
    if (response.status >= 300 && response.status < 400) throw new RangeError("sent elsewhere");
    // The whole answer, while the clock runs: a database that stops in the middle of it must not hold us either.
    return new Response(await response.arrayBuffer(), response);
  } catch (error) {
    // The runtime's own errors differ by host and may name addresses.
    throw new DatabaseUnreachable(error instanceof Error ? error.name : "unknown");
  } finally {
    // A timer that is left behind keeps a room from sleeping until it has run out.
    callOff();
  }
}

function asValue(param: unknown): string | number | null {
  if (param === null || typeof param === "string" || typeof param === "number") return param;
  if (typeof param === "boolean") return param ? 1 : 0;
  throw new TypeError(`a column holds text, a number or null, not: ${typeof param}`);
}
