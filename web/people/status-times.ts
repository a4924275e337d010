import { tellDate, tellWeekday } from "../i18n/formats.ts";
import { clockTime, dayOf } from "../timeline/times.ts";
import { statusText } from "./status-times.text.ts";

const MINUTE_MS = 60_000;

/** How long a status may be meant to last, in the order in which they are offered. */
export const LASTS = ["never", "half_hour", "hour", "four_hours", "today", "week"] as const;
export type Lasts = (typeof LASTS)[number];

/** When a status goes that is set at `now` (ms since epoch); null: it stays. Days end where its writer is; weeks end with Sunday. */
export function endOf(lasts: Lasts, now: number): number | null {
  switch (lasts) {
    case "never":
      return null;
    case "half_hour":
      return now + 30 * MINUTE_MS;
    case "hour":
      return now + 60 * MINUTE_MS;
    case "four_hours":
      return now + 240 * MINUTE_MS;
    case "today":
      return midnightAfter(now, 1);
    case "week":
      return midnightAfter(now, 7 - ((new Date(now).getDay() + 6) % 7));
  }
}

const WEEK_DAYS = 6;

/** "until 15:30", "until the end of Sunday". */
export function tellEnd(until: number, now: number): string {
  // A day's end is told by the day, not by the first minute of the next.
  const isDaysEnd = until === midnightAfter(until - 1, 1);
  const at = isDaysEnd ? until - 1 : until;
  const isToday = dayOf(at) === dayOf(now);
  const t = statusText.get();
  if (isDaysEnd) return isToday ? t.untilEndOfToday : t.untilEndOf({ day: dayBy(at, now) });
  const time = clockTime(at);
  return isToday ? t.untilTime({ time }) : t.untilDayTime({ day: dayBy(at, now), time });
}

function dayBy(at: number, now: number): string {
  return at < midnightAfter(now, WEEK_DAYS) ? tellWeekday(at) : tellDate(at);
}

// By the calendar, not by 24 hours: clocks change.
function midnightAfter(at: number, days: number): number {
  const day = new Date(at);
  day.setDate(day.getDate() + days);
  return day.setHours(0, 0, 0, 0);
}
