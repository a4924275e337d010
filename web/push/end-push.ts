import { pushWishIn } from "./push-wish.ts";

/**
 * Ends what this browser has of notifications, for when its person signs out: nothing more comes, and what is shown goes with them.
 */
export async function endPush(): Promise<void> {
  pushWishIn(() => localStorage).keep(null);
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration) return;
  // First: it is there for everyone to read, whatever becomes of the rest.
  await closeShown(registration, () => true);
  await (await registration.pushManager?.getSubscription())?.unsubscribe();
  await navigator.clearAppBadge?.();
}

/** Closes what is shown and was read meanwhile: on devices that take no word of that, opening the program is when it goes. */
export async function closeShown(
  registration: Pick<ServiceWorkerRegistration, "getNotifications">,
  isOver: (tag: string) => boolean,
): Promise<void> {
  const shown = await registration.getNotifications();
  for (const notification of shown) if (isOver(notification.tag)) notification.close();
}
