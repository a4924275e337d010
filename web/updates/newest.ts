import { createStore } from "zustand/vanilla";

/** Whether a newer version of this page waits for its turn. */
export const newest = createStore(() => ({ isWaiting: false, isWished: false }));

/** A version that has not taken over by then, for whatever reason, is taken over by a plain reload. */
const PATIENCE_MS = 10_000;

/** Reloads into a newer version, if there is one. Every other tab follows when it holds nothing that would be lost. */
export async function takeNewest(): Promise<void> {
  newest.setState({ isWished: true });
  setTimeout(() => location.reload(), PATIENCE_MS);
  const waiting = await newerThere();
  // What follows is the change of the worker, which reloads all (watch-updates.ts).
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is of this origin alone
  if (waiting) waiting.postMessage("take over");
  else location.reload();
}

/** The worker of a newer version that waits for its turn. Where none does, the server is asked. */
export async function newerThere(): Promise<ServiceWorker | null> {
  // Plain http on a local network has none; there every reload brings the newest.
  const registration =
    "serviceWorker" in navigator && (await navigator.serviceWorker.getRegistration());
  if (!registration) return null;
  if (registration.waiting) return registration.waiting;
  try {
    await registration.update();
  } catch {
    // No network, and nothing newer here.
  }
  const { installing } = registration;
  if (installing)
    await new Promise((resolve) => installing.addEventListener("statechange", resolve));
  return registration.waiting;
}
