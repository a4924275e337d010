import { setTimeout as pause } from "node:timers/promises";
import * as v from "valibot";
import { loadTokenKeys } from "#party/auth/token-keys.ts";
import { issueOperatorToken } from "#party/auth/operator-token.ts";
import { readEnv } from "#party/env.ts";
import type { DataFolder } from "./data-folder.ts";
import { findSecrets, type Secrets } from "./secrets.ts";
import { Trouble } from "./trouble.ts";

/** Posts to an operator's endpoint and gives the answer, checked. */
export type OperatorDoor = <S extends v.GenericSchema>(
  path: string,
  body: unknown,
  answer: S,
) => Promise<v.InferOutput<S>>;

const ATTEMPTS = 8;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
const ANSWER_WITHIN_MS = 30_000;

const Refused = v.object({
  code: v.string(),
  title: v.string(),
  retryable: v.boolean(),
  retryAfterMs: v.optional(v.number()),
});

/**
 * The door for whoever has the server's data folder.
 * @throws Trouble when there are no secrets in it.
 */
export async function ownOperatorDoor(url: string, data: DataFolder): Promise<OperatorDoor> {
  const secrets = await findSecrets(data.secrets);
  if (secrets) return openOperatorDoor(url, secrets);
  throw new Trouble(
    `There are no secrets in ${data.root}: name the server's data folder with PARLEY_DATA, because only its operator may do that.`,
  );
}

/** The operator asks the server, and never the database. */
const UNUSED = "http://127.0.0.1:9";

/**
 * The door of the community at `url`, for whoever holds its secrets. What may succeed later is tried again, unchanged:
 * everything behind it may be repeated.
 */
export async function openOperatorDoor(
  url: string,
  secrets: Omit<Secrets, "PUSH_KEY">,
): Promise<OperatorDoor> {
  const env = readEnv({ ...secrets, LIBSQL_URL: UNUSED, ORIGINS: url });
  const keys = await loadTokenKeys(env);
  return async (path, body, answer) => {
    for (let attempt = 1; ; attempt += 1) {
      const token = await issueOperatorToken(keys, Date.now());
      const outcome = await post(`${url}${path}`, token, body);
      if ("json" in outcome) return v.parse(answer, outcome.json);
      if (!outcome.mayRetry || attempt === ATTEMPTS) throw new Trouble(outcome.why);
      await pause(outcome.waitMs ?? Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS));
    }
  };
}

type Outcome = { json: unknown } | { why: string; mayRetry: boolean; waitMs?: number | undefined };

async function post(url: string, token: string, body: unknown): Promise<Outcome> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const json: unknown = await answer.json();
    if (answer.ok) return { json };
    const refused = v.safeParse(Refused, json);
    if (!refused.success) return { why: `The server answered ${answer.status}.`, mayRetry: false };
    const { code, title, retryable, retryAfterMs } = refused.output;
    return {
      why: `The server refused (${code}): ${title}`,
      mayRetry: retryable,
      waitMs: retryAfterMs,
    };
  } catch {
    // No answer, or half of one: what became of the request is unknown, and repeating it is safe.
    return {
      why: `The server at ${new URL(url).origin} does not answer: is it running?`,
      mayRetry: true,
    };
  }
}

/** @throws Trouble when no community answers at `url`. */
export async function requireServer(url: string): Promise<void> {
  const name = await communityAt(url);
  if (name === undefined) {
    throw new Trouble(
      `No Parley answers at ${url}: start it with "npm start", or name it with --url.`,
    );
  }
  if (name === null) {
    throw new Trouble(`There is no community at ${url} yet: open it in a browser and create one.`);
  }
}

async function communityAt(url: string): Promise<string | null | undefined> {
  try {
    const answer = await fetch(`${url}/api/community`, { signal: AbortSignal.timeout(10_000) });
    return v.parse(v.object({ name: v.nullable(v.string()) }), await answer.json()).name;
  } catch {
    // Nobody there, or somebody else.
    return undefined;
  }
}
