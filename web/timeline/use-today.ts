import { useSyncExternalStore } from "react";

const MINUTE_MS = 60_000;

/** The beginning of today where the reader is, in ms since epoch; "today" becomes "yesterday" at midnight. */
export function useToday(): number {
  return useSyncExternalStore(onEveryMinute, () => new Date().setHours(0, 0, 0, 0));
}

function onEveryMinute(look: () => void): () => void {
  const timer = setInterval(look, MINUTE_MS);
  return () => clearInterval(timer);
}
