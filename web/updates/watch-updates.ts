import { onBrowserWake } from "../wake.ts";
import { newest } from "./newest.ts";

const HOUR_MS = 3_600_000;
/** Whoever goes to and fro does not ask each time. */
const RARELY_MS = 5 * 60_000;

/** Installs the service worker, looks for newer versions on waking and every hour, and follows when one takes over. */
export async function watchUpdates(address: string): Promise<void> {
  const { serviceWorker } = navigator;
  let former = serviceWorker.controller;
  serviceWorker.addEventListener("controllerchange", () => {
    // The first one takes over the page that has brought it.
    if (former !== null) follow();
    former = serviceWorker.controller;
  });
  try {
    const registration = await serviceWorker.register(address, { updateViaCache: "none" });
    offerWhatWaits(registration);
    lookFrom(registration);
    await keepRest();
  } catch {
    // Forbidden, full, or no network at the first visit: then this is a page like others.
  }
}

function offerWhatWaits(registration: ServiceWorkerRegistration): void {
  const offer = () => {
    const { waiting, active } = registration;
    if (waiting && active) newest.setState({ isWaiting: true });
  };
  registration.addEventListener("updatefound", () =>
    registration.installing?.addEventListener("statechange", offer),
  );
  offer();
}

function lookFrom(registration: ServiceWorkerRegistration): void {
  let askedAt = Date.now();
  const look = async () => {
    askedAt = Date.now();
    try {
      await registration.update();
      // One that was put off is offered again.
      if (registration.waiting) newest.setState({ isWaiting: true });
    } catch {
      // No network. There is a next time.
    }
  };
  setInterval(() => void look(), HOUR_MS);
  onBrowserWake(() => {
    if (Date.now() - askedAt > RARELY_MS) void look();
  });
}

/** Parts of the page that have not been opened yet open without a network too, and after the server has newer ones. */
async function keepRest(): Promise<void> {
  if (navigator.connection?.saveData) return;
  const { active } = await navigator.serviceWorker.ready;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is of this origin alone
  active?.postMessage("keep the rest");
}

/** Another version serves this page from now on. Drafts, edits and unsent messages are in storage at every moment; a form is not. */
function follow(): void {
  if (newest.getState().isWished || !isFilledIn()) return location.reload();
  newest.setState({ isWaiting: true });
  const whenIdle = () => {
    if (document.visibilityState === "hidden" && !isFilledIn()) location.reload();
  };
  document.addEventListener("visibilitychange", whenIdle);
}

function isFilledIn(): boolean {
  if (document.querySelector("dialog[open]")) return true;
  const fields = document.querySelectorAll<HTMLInputElement>("form input");
  return [...fields].some(({ value, defaultValue }) => value !== defaultValue);
}
