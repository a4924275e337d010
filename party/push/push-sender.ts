import type { PushMessage } from "#protocol/push-message.ts";
import type { PushSubscriptionKeys } from "#protocol/push-subscription.ts";

/** How long and how eagerly a push service tries; a later message of the same topic takes the place of one that still waits there. */
export type PushManner = {
  ttlSeconds: number;
  topic?: string;
  urgency: "very-low" | "low" | "normal" | "high";
};

/**
 * `sent`: handed over. `gone`: this subscription is over, forget it. With `retryAfterMs`: not now. `refused`: not this message or not this
 * subscription, and the same again would be refused again.
 */
export type PushOutcome = "sent" | "gone" | "refused" | { retryAfterMs: number };

/** Hands a message to the push service of one browser. Nothing throws. */
export type PushSender = {
  send(
    subscription: PushSubscriptionKeys,
    message: PushMessage,
    manner: PushManner,
  ): Promise<PushOutcome>;
};
