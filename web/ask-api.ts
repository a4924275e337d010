import * as v from "valibot";
import { RefusalCode } from "#protocol/refusals.ts";
import { failure, type Answer } from "./answer.ts";
import { session } from "./session/session.ts";

const Problem = v.object({ code: RefusalCode, retryAfterMs: v.optional(v.number()) });

type Method = "GET" | "POST" | "DELETE";

/** A request as the person who is signed in. A spent token is renewed once; nothing here throws. */
export async function askApi<S extends v.GenericSchema>(
  method: Method,
  path: string,
  schema: S,
  body?: object,
): Promise<Answer<v.InferOutput<S>>> {
  const token = await session.accessToken();
  if (!token.ok) return token;
  const answer = await ask(method, path, schema, body, token.value.accessToken);
  if (answer.ok || answer.code !== "unauthenticated") return answer;
  const renewed = await session.refresh(token.value.accessToken);
  return renewed.ok ? ask(method, path, schema, body, renewed.value.accessToken) : renewed;
}

/** A request that needs no one to be signed in. */
export function askAnyone<S extends v.GenericSchema>(
  method: Method,
  path: string,
  schema: S,
  body?: object,
): Promise<Answer<v.InferOutput<S>>> {
  return ask(method, path, schema, body, null);
}

async function ask<S extends v.GenericSchema>(
  method: Method,
  path: string,
  schema: S,
  body: object | undefined,
  token: string | null,
): Promise<Answer<v.InferOutput<S>>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        ...(body && { "Content-Type": "application/json" }),
        ...(token !== null && { Authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  } catch {
    // Only the network makes fetch throw here.
    return failure("offline");
  }
  const json: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (response.ok) {
    const parsed = v.safeParse(schema, json);
    return parsed.success ? { ok: true, value: parsed.output } : failure("internal");
  }
  const problem = v.safeParse(Problem, json);
  return problem.success
    ? failure(problem.output.code, problem.output.retryAfterMs)
    : failure("internal");
}
