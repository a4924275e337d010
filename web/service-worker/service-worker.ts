/**
 * Opens the program without a network (docs/decisions/0034-offline.md), and shows what is pushed when nothing of it is open
 * (docs/decisions/0042-web-push.md). Of people it keeps nothing: whatever has to do with them goes past its files.
 */
import { KeptFiles, type Build } from "./kept-files.ts";
import { deedsByHttp } from "./notification-deeds.ts";
import { Notifications, type NotificationsDeps, type OpenPage } from "./notifications.ts";
import * as v from "valibot";
import { ShowThis, type GoTo, type WhoRings } from "./page-talk.ts";
import { subscribeAgain } from "./subscribe-again.ts";

declare const self: ServiceWorkerGlobalScope;
/** Written in by scripts/service-worker.ts. */
declare const BUILD: Build;

const kept = new KeptFiles({ caches, fetch: (path, how) => fetch(path, how), build: BUILD });

/** Ends what is fetched while nobody waits for it. */
const keeping = new AbortController();

/** What is never kept nor answered from what is: the API, rooms, and what the server says of itself. */
const SERVERS_OWN = /^\/(api|parties|\.well-known)\//;

self.addEventListener("install", (event) => {
  event.waitUntil(kept.install());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([kept.activate(), self.clients.claim()]));
});

self.addEventListener("message", (event) => {
  // From our own pages, or the next version of this, and none of it can do harm.
  if (event.data === "take over") {
    // A browser lets the one before finish what it does, and a server that hangs would keep it for minutes.
    self.registration.active?.postMessage("make way");
    event.waitUntil(self.skipWaiting());
  }
  if (event.data === "make way") keeping.abort();
  if (event.data === "keep the rest") event.waitUntil(kept.keepRest(keeping.signal));
  if (event.data === "which version") event.ports[0]?.postMessage(BUILD.version);
  const asked = v.safeParse(ShowThis, event.data);
  if (asked.success) event.waitUntil(notifications.show(asked.output.message));
});

self.addEventListener("fetch", (event) => {
  const { method, url, mode } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin || SERVERS_OWN.test(pathname)) return;
  if (kept.has(pathname)) event.respondWith(kept.file(pathname));
  else if (mode === "navigate" && isInTheProgram(pathname)) event.respondWith(kept.page());
});

/** The one that a page spends the cookie under, too (web/session/access-token.ts). */
const LOCK = "parley-session";
/** A page that does not answer by then is asleep, or still loading. */
const HEARD_WITHIN_MS = 1_000;
/** Nobody waits for a sound. */
const RINGS_WITHIN_MS = 300;

const deeds = deedsByHttp({
  fetch: (path, request) => fetch(path, request),
  // Written out, because its own type loses what comes of it.
  alone: async (held) => await navigator.locks.request(LOCK, held),
  now: () => Date.now(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
});

const notifications = new Notifications({
  deeds,
  show: (title, look) => self.registration.showNotification(title, look),
  shown: (tag) => self.registration.getNotifications({ tag }),
  setBadge: async (count) => {
    // Not every browser has an icon to show a number on, and a number is not worth a failure.
    try {
      await (count === 0 ? navigator.clearAppBadge?.() : navigator.setAppBadge?.(count));
    } catch {
      // The page sets it when it is opened.
    }
  },
  pages: async () =>
    (await self.clients.matchAll({ type: "window", includeUncontrolled: true })).map(pageOf),
  openPage: async (to) => void (await self.clients.openWindow(to)),
  isRungByPage: async () => {
    const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const heard = pages.map(async (page) => {
      const isHeard = await answers(page, { kind: "who rings" }, RINGS_WITHIN_MS);
      return isHeard ? true : Promise.reject(new Error("it does not"));
    });
    // The first that does; what is shown waits no longer than that.
    return Promise.any(heard).catch(() => false);
  },
} satisfies NotificationsDeps);

self.addEventListener("push", (event) => {
  event.waitUntil(notifications.pushed(event.data?.text() ?? ""));
});

self.addEventListener("notificationclick", (event) => {
  const { notification, action } = event;
  // Only some browsers take words in a notification, and the type of the event does not know them.
  const reply = "reply" in event && typeof event.reply === "string" ? event.reply : null;
  event.waitUntil(notifications.pressed({ notification, action, reply }));
});

self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(subscribeAgain(event, self.registration.pushManager, deeds));
});

function pageOf(client: WindowClient): OpenPage {
  return {
    isFocused: client.focused,
    isVisible: client.visibilityState === "visible",
    focus: async () => {
      try {
        await client.focus();
      } catch {
        // Some browsers only let it when they like; the page goes there all the same.
      }
    },
    goTo: async (to) => {
      const isHeard = await answers(client, { kind: "go to", to }, HEARD_WITHIN_MS);
      if (!isHeard) await client.navigate(to);
    },
  };
}

function answers(client: WindowClient, asked: GoTo | WhoRings, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => resolve(true));
    port1.start();
    client.postMessage(asked, [port2]);
    setTimeout(() => resolve(false), withinMs);
  });
}

/** Addresses in it have no dot: somebody who opens a file by its name gets the file. */
function isInTheProgram(pathname: string): boolean {
  return !pathname.includes(".");
}
