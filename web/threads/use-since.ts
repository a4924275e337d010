import { useSyncExternalStore } from "react";
import { useText } from "../i18n/i18n.ts";
import { threadsText } from "./threads.text.ts";
import { tellSince } from "./told-times.ts";

const MINUTE_MS = 60_000;

/** How long ago it was, told anew as time goes by. */
export function useSince(at: number): string {
  const t = useText(threadsText);
  const minute = useSyncExternalStore(onEveryMinute, thisMinute);
  return tellSince(at, Math.max(at, (minute + 1) * MINUTE_MS - 1)) ?? t.justNow;
}

function thisMinute(): number {
  return Math.floor(Date.now() / MINUTE_MS);
}

function onEveryMinute(look: () => void): () => void {
  const timer = setInterval(look, MINUTE_MS);
  return () => clearInterval(timer);
}
