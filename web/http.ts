import * as v from "valibot";
import type { RefusalCode } from "#protocol/refusals.ts";
import { failure, sentenceFor, type Answer, type Trouble } from "./answer.ts";

/** A request without an answer by then counts as offline. */
export const REQUEST_TIMEOUT_MS = 15_000;

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** When a request is given up: at the caller's wish, and after how long. */
export type Patience = { signal?: AbortSignal; timeoutMs?: number };

/** What a request says, of all that `fetch` understands. */
export type Question = {
  method?: Method;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array<ArrayBuffer>;
  signal: AbortSignal;
};
export type Fetcher = (path: string, question: Question) => Promise<Response>;

/** One request to our own server, with an access token or none. Answers are checked; nothing throws. */
export async function request<S extends v.GenericSchema>(
  fetcher: Fetcher,
  method: Method,
  path: string,
  schema: S,
  body?: object,
  accessToken?: string,
  patience?: Patience,
): Promise<Answer<v.InferOutput<S>>> {
  let response: Response;
  let json: unknown;
  try {
    response = await fetcher(path, {
      method,
      headers: {
        ...(body && { "Content-Type": "application/json" }),
        ...(accessToken !== undefined && { Authorization: `Bearer ${accessToken}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: signalOf(patience),
    });
    const text = await response.text();
    json = text === "" ? null : parseOrNull(text);
  } catch {
    // Only the network, the time limit and the caller make these throw.
    return failure("offline");
  }
  if (!response.ok) return problemOf(response.status, json);
  const parsed = v.safeParse(schema, json);
  return parsed.success ? { ok: true, value: parsed.output } : failure("internal");
}

/** What ends a request: its time, or whoever asks. */
export function signalOf({ signal, timeoutMs = REQUEST_TIMEOUT_MS }: Patience = {}): AbortSignal {
  const inTime = AbortSignal.timeout(timeoutMs);
  return signal ? AbortSignal.any([signal, inTime]) : inTime;
}

const Problem = v.object({
  // The server may know more of them than this page.
  code: v.custom<RefusalCode>((code) => typeof code === "string" && /^[a-z_]+$/.test(code)),
  title: v.string(),
  retryAfterMs: v.exactOptional(v.number()),
});

/** The "no" in an answer that is one, by its body or else by its status. */
export function problemOf(status: number, json: unknown): Answer<never> {
  const problem = v.safeParse(Problem, json);
  if (problem.success) {
    const { code, title, retryAfterMs } = problem.output;
    return failure(code, retryAfterMs, sentenceFor(code, title));
  }
  return failure(codeOfStatus(status));
}

/** Something between us and the server has answered: a proxy, a hotel's network, an older or newer version. */
function codeOfStatus(status: number): Trouble {
  if (status === 401) return "unauthenticated";
  if (status === 429) return "rate_limited";
  if (status >= 502 && status <= 504) return "unavailable";
  return "internal";
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page of someone else's instead of an answer of ours.
    return null;
  }
}
