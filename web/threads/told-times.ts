import { tellAgo, tellDate } from "../i18n/formats.ts";

const MINUTE_MS = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;

/** "5 minutes ago", "yesterday", "2 December 2026"; null for this very minute, which has a word of its own. Both in ms since epoch. */
export function tellSince(at: number, now: number): string | null {
  const minutes = Math.floor((now - at) / MINUTE_MS);
  if (minutes < 1) return null;
  if (minutes < HOUR) return tellAgo(minutes, "minute");
  if (minutes < DAY) return tellAgo(Math.floor(minutes / HOUR), "hour");
  const days = Math.round((startOf(now) - startOf(at)) / (DAY * MINUTE_MS));
  return days < 7 ? tellAgo(Math.max(1, days), "day") : tellDate(at);
}

function startOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
