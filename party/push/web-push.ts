import { encryptNotification } from "@block65/webcrypto-web-push";
import { base64url } from "jose";
import type { PushMessage } from "#protocol/push-message.ts";
import type { PushSubscriptionKeys } from "#protocol/push-subscription.ts";
import { log } from "../log.ts";
import type { PushEnv } from "./push-env.ts";
import type { PushManner, PushOutcome, PushSender } from "./push-sender.ts";
import { retryAfterMs } from "./retry-after.ts";
import { objectionToSubscription } from "./subscription.ts";
import { Vapid } from "./vapid.ts";
import { writePush } from "./write-push.ts";

/** A push service answers as soon as it has taken the message. */
const TIMEOUT_MS = 10_000;
/** Where something of ours is wrong, which takes an operator to mend. */
const MUCH_LATER_MS = 60 * 60_000;

type PushDeps = { now: () => number; timeoutMs?: number };

/** Hands messages to push services, by the key of the configuration; null where it has none, and push is off. */
export function pushBy(env: PushEnv, { now, timeoutMs = TIMEOUT_MS }: PushDeps): PushSender | null {
  const { PUSH_KEY } = env;
  if (!PUSH_KEY) return null;
  const vapid = new Vapid({ ...env, PUSH_KEY });
  return {
    async send(subscription, message, manner) {
      if ((await objectionToSubscription(subscription, env)) !== null) return "refused";
      // A courtesy: whoever goes there sees by themselves what is over.
      if (message.kind === "close" && !takesSilence(subscription)) return "sent";
      let request: RequestInit;
      try {
        request = await dress(vapid, subscription, message, manner, now());
      } catch (error) {
        log.failure("push.failed", error);
        return { retryAfterMs: MUCH_LATER_MS };
      }
      return post(subscription.endpoint, request, timeoutMs, now);
    },
  };
}

/** Apple ends a subscription after a few messages that show nothing. */
function takesSilence({ endpoint }: PushSubscriptionKeys): boolean {
  return !new URL(endpoint).hostname.endsWith(".push.apple.com");
}

async function dress(
  vapid: Vapid,
  { endpoint, keys }: PushSubscriptionKeys,
  message: PushMessage,
  { ttlSeconds, topic, urgency }: PushManner,
  now: number,
): Promise<RequestInit> {
  // Filled up to one length, so that the service in between does not learn how much was said.
  const body = await encryptNotification(
    { endpoint, expirationTime: null, keys },
    new TextEncoder().encode(writePush(message)),
  );
  return {
    method: "POST",
    headers: {
      Authorization: await vapid.authorization(endpoint, now),
      "Content-Encoding": "aes128gcm",
      "Content-Type": "application/octet-stream",
      TTL: String(Math.max(0, Math.floor(ttlSeconds))),
      Urgency: urgency,
      ...(topic === undefined ? {} : { Topic: await sealed(topic) }),
    },
    body,
  };
}

/** Services take 32 letters of base64url, and need not learn which room is talked in. */
async function sealed(topic: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(topic));
  return base64url.encode(new Uint8Array(hash, 0, 24));
}

async function post(
  endpoint: string,
  request: RequestInit,
  timeoutMs: number,
  now: () => number,
): Promise<PushOutcome> {
  try {
    const answer = await fetch(endpoint, {
      ...request,
      // Elsewhere was not looked at.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    // Nothing in it is for us, and unread it would keep the connection.
    await answer.body?.cancel();
    return outcomeOf(answer, new URL(endpoint).hostname, now());
  } catch {
    // Only the network and the time limit make these throw.
    return { retryAfterMs: retryAfterMs(null, now()) };
  }
}

function outcomeOf({ ok, status, headers }: Response, service: string, now: number): PushOutcome {
  if (ok) return "sent";
  if (status === 404 || status === 410) return "gone";
  if (status === 408 || status === 429 || status >= 500)
    return { retryAfterMs: retryAfterMs(headers.get("Retry-After"), now) };
  log.alarm("push.refused", { service, status });
  return "refused";
}
