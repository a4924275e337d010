import { createStore } from "zustand/vanilla";

/** Whether a newer version of this page waits for its turn. */
export const newest = createStore(() => ({ isWaiting: false, isWished: false }));

/** A version that has not taken over by then is taken over by a plain reload. */
const PATIENCE_MS = 5_000;

/** Reloads into the newest version that there is. Every other tab follows when it holds nothing that would be lost. */
export async function takeNewest(): Promise<void> {
  newest.setState({ isWished: true });
  const waiting = await newerThere();
  if (!waiting) return location.reload();
  setTimeout(() => location.reload(), PATIENCE_MS);
  // What follows is the change of the worker, which reloads all (watch-updates.ts).
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is of this origin alone
  waiting.postMessage("take over");
}

/** The worker of a newer version that waits for its turn, asked of the server now. */
export async function newerThere(): Promise<ServiceWorker | null> {
  // Plain http on a local network has none; there every reload brings the newest.
  const registration =
    "serviceWorker" in navigator && (await navigator.serviceWorker.getRegistration());
  if (!registration) return null;
  try {
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    await Promise.race([registration.update(), late]);
  } catch {
    // No network: what waits here already is the newest there is.
  }
  const { installing } = registration;
  if (installing && !registration.waiting)
    await new Promise((resolve) => installing.addEventListener("statechange", resolve));
  return registration.waiting;
}
