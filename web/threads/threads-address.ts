import { useSearch } from "wouter";
import { navigate } from "wouter/use-browser-location";

/** What the address says to be beside the conversation: the thread under a message, or the list of the room's threads. */
export type OpenThreads = { at: "thread"; root: number } | { at: "list" };

/** What of the threads is open, by the address; null: nothing. */
export function useOpenThreads(): OpenThreads | null {
  return readThreads(useSearch());
}

/** Reads `?thread=12` and `?thread=all`. */
export function readThreads(search: string): OpenThreads | null {
  const asked = new URLSearchParams(search).get("thread");
  if (asked === "all") return { at: "list" };
  const root = /^[1-9]\d{0,15}$/.test(asked ?? "") ? Number(asked) : 0;
  return Number.isSafeInteger(root) && root > 0 ? { at: "thread", root } : null;
}

/** Something else is opened in its place. */
export function leaveThread(): void {
  if (readThreads(window.location.search)) navigate(window.location.pathname, { replace: true });
}
