import * as v from "valibot";
import { PushSubscriptionKeys } from "#protocol/push-subscription.ts";
import type { NotificationDeeds } from "./notification-deeds.ts";

type Subscription = Pick<PushSubscription, "endpoint" | "options" | "toJSON">;

/** As browsers tell of it: some name neither. */
type Change = { oldSubscription?: Subscription | null; newSubscription?: Subscription | null };

/**
 * The browser has ended this device's subscription, or given it another address. What does not get through now is made up for when a page
 * is next opened (web/push/push-state.ts).
 */
export async function subscribeAgain(
  { oldSubscription: former, newSubscription: given }: Change,
  browser: {
    getSubscription(): Promise<Subscription | null>;
    subscribe(options: PushSubscriptionOptionsInit): Promise<Subscription>;
  },
  deeds: Pick<NotificationDeeds, "moved">,
): Promise<void> {
  const key = former?.options.applicationServerKey;
  const now =
    given ??
    (await browser.getSubscription()) ??
    (key ? await browser.subscribe({ userVisibleOnly: true, applicationServerKey: key }) : null);
  const keys = v.safeParse(PushSubscriptionKeys, now?.toJSON());
  if (keys.success) await deeds.moved(keys.output, former?.endpoint ?? null);
}
