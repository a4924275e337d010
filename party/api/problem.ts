import type { Context, TypedResponse } from "hono";
import type { ClientErrorStatusCode } from "hono/utils/http-status";
import { isDatabaseFailure } from "#db/client.ts";
import { refusal, REFUSALS, type Refusal, type RefusalCode } from "#protocol/refusals.ts";
import { log } from "../log.ts";
import { requestId } from "../request-id.ts";

/** The one body of every "no" (RFC 9457). */
export type Problem = {
  type: "about:blank";
  status: number;
  code: RefusalCode;
  /** A sentence for a person. */
  title: string;
  retryable: boolean;
  retryAfterMs?: number;
  /** Which request this was: the log has its id, too (party/request-id.ts). */
  instance?: string;
};

/** The status tells the browser's types which of an endpoint's answers has this body. */
type ProblemAnswer = Response & TypedResponse<Problem, ClientErrorStatusCode | 500 | 503, "json">;

export function problem(no: Refusal | RefusalCode): ProblemAnswer {
  const { code, retryable, retryAfterMs } = typeof no === "string" ? refusal(no) : no;
  const { status, says } = REFUSALS[code];
  const title = code === "rate_limited" ? tooOften(retryAfterMs) : says;
  const waits = retryAfterMs === undefined ? {} : { retryAfterMs };
  const id = requestId();
  const instance = id === null ? {} : { instance: `urn:uuid:${id}` };
  const body: Problem = {
    type: "about:blank",
    status,
    code,
    title,
    retryable,
    ...waits,
    ...instance,
  };
  const headers = new Headers({ "Content-Type": "application/problem+json" });
  if (retryAfterMs !== undefined)
    headers.set("Retry-After", String(Math.ceil(retryAfterMs / 1_000)));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type has no value: it is for hono/client only
  return new Response(JSON.stringify(body), { status, headers }) as ProblemAnswer;
}

/** The room's sentence promises that it goes on by itself. Here the person has to ask again. */
function tooOften(retryAfterMs = 0): string {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  if (seconds > 90) return `Too many tries. Try again in ${Math.ceil(seconds / 60)} minutes.`;
  return `Too many tries. Try again in ${seconds === 1 ? "a second" : `${seconds} seconds`}.`;
}

/** Long enough for a database that was busy, and short for a person. */
const TRY_AGAIN_MS = 2_000;

/** What nobody foresaw. The log learns the names, the client that it is our fault. */
export function answerFailure(error: unknown, context: Context): Response {
  const code = isDatabaseFailure(error) ? "unavailable" : "internal";
  log.failure(`api.${code}`, error, { method: context.req.method, route: context.req.routePath });
  return problem(refusal(code, TRY_AGAIN_MS));
}
