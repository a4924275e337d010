/**
 * Opens the program without a network (docs/decisions/0034-offline.md). It knows files and nothing else: whatever has to
 * do with people goes past it.
 */
import { KeptFiles, type Build } from "./kept-files.ts";

declare const self: ServiceWorkerGlobalScope;
/** Written in by scripts/service-worker.ts. */
declare const BUILD: Build;

const kept = new KeptFiles({ caches, fetch: (path, how) => fetch(path, how), build: BUILD });

/** What is never kept nor answered from what is: the API, rooms, and what the server says of itself. */
const SERVERS_OWN = /^\/(api|parties|\.well-known)\//;

self.addEventListener("install", (event) => {
  event.waitUntil(kept.install());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([kept.activate(), self.clients.claim()]));
});

self.addEventListener("message", (event) => {
  // From our own pages alone, and neither can do harm.
  if (event.data === "take over") event.waitUntil(self.skipWaiting());
  if (event.data === "keep the rest") event.waitUntil(kept.keepRest());
});

self.addEventListener("fetch", (event) => {
  const { method, url, mode } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin || SERVERS_OWN.test(pathname)) return;
  if (kept.has(pathname)) event.respondWith(kept.file(pathname));
  else if (mode === "navigate" && isInTheProgram(pathname)) event.respondWith(kept.page());
});

/** Addresses in it have no dot: somebody who opens a file by its name gets the file. */
function isInTheProgram(pathname: string): boolean {
  return !pathname.includes(".");
}
