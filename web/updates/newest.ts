import { createStore } from "zustand/vanilla";

/** Whether a newer version of this page waits for its turn. */
export const newest = createStore(() => ({ isWaiting: false, isWished: false }));

/** A version that has not taken over by then is taken over by a plain reload. */
const PATIENCE_MS = 5_000;

/** Reloads into the newest version that there is. Every other tab follows when it holds nothing that would be lost. */
export async function takeNewest(): Promise<void> {
  newest.setState({ isWished: true });
  const waiting = await waitingWorker();
  if (!waiting) return location.reload();
  setTimeout(() => location.reload(), PATIENCE_MS);
  // What follows is the change of the worker, which reloads all (watch-updates.ts).
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is of this origin alone
  waiting.postMessage("take over");
}

/** Whether there is a newer version, asked of the server now. */
export async function isNewerThere(): Promise<boolean> {
  return (await waitingWorker()) !== null;
}

async function waitingWorker(): Promise<ServiceWorker | null> {
  // Plain http on a local network has none; there every reload brings the newest.
  if (!("serviceWorker" in navigator)) return null;
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration) return null;
  try {
    await registration.update();
  } catch {
    // No network: what waits here already is the newest there is.
  }
  if (registration.installing) await installed(registration.installing);
  return registration.waiting;
}

function installed(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (worker.state !== "installing") resolve();
    };
    worker.addEventListener("statechange", look);
    look();
  });
}
