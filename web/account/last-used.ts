import { tellAgo } from "../i18n/formats.ts";
import { lastUsedText } from "./last-used.text.ts";

/** An open page renews its token this often at the least, so whoever did in that time is there. */
const NOW_MS = 6 * 60_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "Used now", "Used 3 hours ago". Times in ms since epoch. */
export function lastUsed(at: number, now: number): string {
  const t = lastUsedText.get();
  const ago = agoOf(at, now);
  return ago === null ? t.now : t.ago({ ago });
}

/** "seen now", "seen yesterday". Times in ms since epoch. */
export function lastSeen(at: number, now: number): string {
  const t = lastUsedText.get();
  const ago = agoOf(at, now);
  return ago === null ? t.seenNow : t.seenAgo({ ago });
}

/** Null: at this moment. */
function agoOf(at: number, now: number): string | null {
  const passed = Math.max(0, now - at);
  if (passed < NOW_MS) return null;
  if (passed < HOUR_MS) return tellAgo(Math.floor(passed / MINUTE_MS), "minute");
  if (passed < DAY_MS) return tellAgo(Math.floor(passed / HOUR_MS), "hour");
  return tellAgo(Math.floor(passed / DAY_MS), "day");
}
