const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const HALF_DAY_MINUTES = 12 * 60;
/** A clock that is set right goes back a little; one that went back by more has gone round. */
const GONE_ROUND_AFTER_MINUTES = 3 * 60;

/** Where a log is: minutes since the midnight its file begins with, and lines seen in that minute. */
export type LogClock = {
  readonly midnight: number;
  readonly minute: number;
  readonly lines: number;
};

/** @param midnight ms since epoch at which the log's day begins. */
export function startClock(midnight: number): LogClock {
  return { midnight, minute: 0, lines: 0 };
}

/** The clock after one more line, which shows `shown` minutes after midnight, or no time at all. */
export function tick(clock: LogClock, shown: number | null): LogClock {
  const minute = shown === null ? clock.minute : unwind(clock.minute, shown);
  return { ...clock, minute, lines: minute === clock.minute ? clock.lines + 1 : 1 };
}

/** When the latest line was said, in ms since epoch. Lines of one minute differ by a millisecond, to keep their order. */
export function timeOf({ midnight, minute, lines }: LogClock): number {
  const order = Math.min(Math.max(lines - 1, 0), MINUTE_MS - 1);
  return midnight + minute * MINUTE_MS + order;
}

function unwind(minute: number, shown: number): number {
  const day = Math.floor(minute / DAY_MINUTES) * DAY_MINUTES;
  const today = day + shown;
  if (today >= minute) return today;
  if (minute - today <= GONE_ROUND_AFTER_MINUTES) return minute;
  // Some logs were written by a twelve-hour clock, which goes round at noon, too.
  const afternoon = today + HALF_DAY_MINUTES;
  return afternoon >= minute ? afternoon : today + DAY_MINUTES;
}
