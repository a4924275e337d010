import * as v from "valibot";
import { uuid7 } from "#protocol/ids.ts";
import type { PushPlace } from "#protocol/push-message.ts";
import type { PushSubscriptionKeys } from "#protocol/push-subscription.ts";

/** What is done for a person while no page of ours may be open. Each says whether it got through; nothing throws. */
export type NotificationDeeds = {
  markRead(place: PushPlace): Promise<boolean>;
  reply(place: PushPlace, text: string): Promise<boolean>;
  /** The browser has given this device another address; `former`: the one that is over, where it says so. */
  moved(subscription: PushSubscriptionKeys, former: string | null): Promise<boolean>;
};

type DeedsDeps = {
  fetch: (path: string, request: RequestInit) => Promise<Response>;
  /** Runs `held` while nothing else in this browser spends the session's cookie. */
  alone: <T>(held: () => Promise<T>) => Promise<T>;
  now: () => number;
  random: (bytes: number) => Uint8Array;
};

const TIMEOUT_MS = 15_000;
const Session = v.object({ accessToken: v.string() });

/** By the API, as the person whose session's cookie this browser has. */
export function deedsByHttp(deps: DeedsDeps): NotificationDeeds {
  const newId = () => uuid7(deps.now(), deps.random(10));
  const read = ({ room, seq, thread }: PushPlace): Wish => ({
    method: "POST",
    path: "/api/inbox/commands",
    body: {
      type: "read",
      id: newId(),
      marks: [{ room, seq, ...(thread === undefined ? {} : { thread }) }],
    },
  });
  const opened = ({ room, thread }: PushPlace): Wish => ({
    method: "POST",
    path: "/api/inbox/commands",
    body: { type: "opened", id: newId(), room, thread },
  });
  return {
    markRead: async (place) => {
      const token = await accessToken(deps);
      // What was marked unread by hand stays so, whatever was read, until somebody has been there.
      const isOpened = token !== null && (await insist(deps, opened(place), token));
      return isOpened && insist(deps, read(place), token);
    },
    reply: (place, body) => {
      const { room, seq, thread } = place;
      const answer = thread === undefined ? { replyTo: seq } : { thread };
      const said = { type: "message.post", id: newId(), body, ...answer };
      const post: Wish = { method: "POST", path: `/api/rooms/${room}/commands`, body: said };
      // Whoever answers in a thread has read it: they are told of all that is said there. In a room much may stand before the message that nobody has seen.
      return ask(deps, post, thread === undefined ? undefined : read(place));
    },
    moved: (subscription, former) =>
      ask(deps, {
        method: "PUT",
        path: "/api/inbox/push",
        body: { ...subscription, ...(former === null ? {} : { former }) },
      }),
  };
}

type Wish = { method: string; path: string; body: object };

/** `after`: is asked for once the wish is done, which holds whatever becomes of it. */
async function ask(deps: DeedsDeps, wish: Wish, after?: Wish): Promise<boolean> {
  const token = await accessToken(deps);
  if (token === null) return false;
  const isDone = await insist(deps, wish, token);
  if (isDone && after) await insist(deps, after, token);
  return isDone;
}

/** The same wish again, by the same id: a lost answer is no harm. */
async function insist(
  deps: DeedsDeps,
  { method, path, body }: Wish,
  token: string,
): Promise<boolean> {
  const headers = { Authorization: `Bearer ${token}` };
  const answer =
    (await post(deps, method, path, body, headers)) ??
    (await post(deps, method, path, body, headers));
  return answer?.ok ?? false;
}

/** The one in a page's memory is out of reach from here. */
async function accessToken(deps: DeedsDeps): Promise<string | null> {
  const answer = await deps.alone(() => post(deps, "POST", "/api/session/refresh", {}));
  if (!answer?.ok) return null;
  try {
    return v.parse(Session, await answer.json()).accessToken;
  } catch {
    // Something between us and the server has answered.
    return null;
  }
}

async function post(
  { fetch }: DeedsDeps,
  method: string,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Response | null> {
  try {
    return await fetch(path, {
      method,
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    // No network, or no answer in time.
    return null;
  }
}
