import type { Context } from "hono";
import { isDatabaseFailure } from "#db/client.ts";
import { refusal, REFUSALS, type Refusal, type RefusalCode } from "#protocol/refusals.ts";
import { log } from "../log.ts";

/** The one body of every "no" (RFC 9457). */
export function problem(no: Refusal | RefusalCode): Response {
  const { code, retryable, retryAfterMs } = typeof no === "string" ? refusal(no) : no;
  const { status, says } = REFUSALS[code];
  const headers = new Headers({ "Content-Type": "application/problem+json" });
  const body = { type: "about:blank", status, code, title: says, retryable };
  if (retryAfterMs === undefined) return new Response(JSON.stringify(body), { status, headers });
  headers.set("Retry-After", String(Math.ceil(retryAfterMs / 1_000)));
  return new Response(JSON.stringify({ ...body, retryAfterMs }), { status, headers });
}

/** What nobody foresaw. The log learns the names, the client that it is our fault. */
export function answerFailure(error: unknown, context: Context): Response {
  const code = isDatabaseFailure(error) ? "unavailable" : "internal";
  log.failure(`api.${code}`, error, { method: context.req.method, route: context.req.routePath });
  return problem(code);
}
