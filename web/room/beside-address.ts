import { useSearch } from "wouter";
import { navigate } from "wouter/use-browser-location";

/** What the address says to be beside the conversation: the thread under a message, the list of threads, the room's note now or as it was. */
export type Beside =
  | { at: "thread"; root: number }
  | { at: "list" }
  | { at: "note"; version: string; mention?: string };

/** What is open there, by the address; null: nothing. */
export function useBeside(): Beside | null {
  return readBeside(useSearch());
}

/** Reads `?thread=12` and `?thread=all`, `?note`, `?note&at=MENTION` and `?note=VERSION`. */
export function readBeside(search: string): Beside | null {
  const asked = new URLSearchParams(search);
  const version = asked.get("note");
  const mention = asked.get("at");
  if (version !== null) return { at: "note", version, ...(mention !== null && { mention }) };
  const thread = asked.get("thread");
  if (thread === "all") return { at: "list" };
  const root = /^[1-9]\d{0,15}$/.test(thread ?? "") ? Number(thread) : 0;
  return Number.isSafeInteger(root) && root > 0 ? { at: "thread", root } : null;
}

/** Something else is opened in its place. */
export function leaveBeside(): void {
  if (readBeside(window.location.search)) navigate(window.location.pathname, { replace: true });
}
