const MINUTE_MS = 60_000;
const MORNING = 8;

/** How long one may want not to be disturbed, in the order in which they are offered. */
export const LASTS = ["ever", "half", "hour", "tomorrow"] as const;
export type Lasts = (typeof LASTS)[number];

/** When it ends that begins at `now` (ms since epoch); null: whenever one says so. Tomorrow begins where one is. */
export function untilOf(lasts: Lasts, now: number): number | null {
  switch (lasts) {
    case "ever":
      return null;
    case "half":
      return now + 30 * MINUTE_MS;
    case "hour":
      return now + 60 * MINUTE_MS;
    case "tomorrow": {
      // By the calendar, not by 24 hours: clocks change.
      const day = new Date(now);
      day.setDate(day.getDate() + 1);
      return day.setHours(MORNING, 0, 0, 0);
    }
  }
}
