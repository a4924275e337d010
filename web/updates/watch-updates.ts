import { onBrowserWake } from "../wake.ts";
import { isFilledIn, watchFields } from "./filled-in.ts";
import { newest } from "./newest.ts";

const HOUR_MS = 3_600_000;
/** Whoever goes to and fro does not ask each time. */
const RARELY_MS = 5 * 60_000;
/** Which version this tab was last reloaded into. */
const FOLLOWED = "parley-followed";

/** Installs the service worker, looks for newer versions on waking and every hour, and follows when one takes over. */
export async function watchUpdates(address: string): Promise<void> {
  const { serviceWorker } = navigator;
  watchFields();
  let former = serviceWorker.controller;
  serviceWorker.addEventListener("controllerchange", () => {
    // The first one takes over the page that has brought it, unless there was a deploy in between.
    if (former === null) void followAnother(serviceWorker.controller);
    else follow();
    former = serviceWorker.controller;
  });
  // Another may have taken over while this page was loading, when nobody listened.
  void followAnother(former);
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

/** Follows, if this page is of another version than the worker that serves it. */
async function followAnother(worker: ServiceWorker | null): Promise<void> {
  const own = document.querySelector<HTMLMetaElement>('meta[name="version"]')?.content;
  const serving = worker && (await versionOf(worker));
  if (serving === null || serving === own) return;
  // A worker whose page is gone from the browser's storage shows what the server has, and a reload would show it again.
  if (sessionStorage.getItem(FOLLOWED) === serving) return newest.setState({ isWaiting: true });
  sessionStorage.setItem(FOLLOWED, serving);
  follow();
}

/** One that was built before there was this question never answers, and nothing follows. */
function versionOf(worker: ServiceWorker): Promise<string> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", ({ data }: MessageEvent<string>) => resolve(data));
    port1.start();
    worker.postMessage("which version", [port2]);
  });
}
