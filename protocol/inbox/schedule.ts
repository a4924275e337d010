import * as v from "valibot";

const MINUTE_MS = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;
/** Hours of quiet begin and end on these minutes, and so do all time zones' changes: between two of them nothing turns. */
const STEP = 15;
const STEP_MS = STEP * MINUTE_MS;
/** A week, and a day for changes of the clock: whatever has not turned by then does not. */
const LOOK_AHEAD_MS = 8 * DAY * MINUTE_MS;

/** A place on earth by its clocks, such as "Europe/Berlin". */
export const Zone = v.pipe(v.string(), v.maxLength(64), v.check(isZone));

const Minute = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(0),
  v.maxValue(DAY - STEP),
  v.multipleOf(STEP),
);

/**
 * Hours in which somebody does not want to be disturbed, on the clock where they live. `days` are those on which it begins, 0 is Sunday; `from`
 * and `to` are minutes of the day. With `to` at or before `from` it ends the day after.
 */
export const Schedule = v.strictObject({
  zone: Zone,
  days: v.pipe(
    v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(6))),
    v.minLength(1),
    v.maxLength(7),
  ),
  from: Minute,
  to: Minute,
});
export type Schedule = v.InferOutput<typeof Schedule>;

export function isQuiet(schedule: Schedule, at: number): boolean {
  return isQuietOn(schedule, clockIn(schedule.zone)(at));
}

/** When quiet next begins or ends, or null where it never does. */
export function nextTurn(schedule: Schedule, now: number): number | null {
  const clock = clockIn(schedule.zone);
  const is = isQuietOn(schedule, clock(now));
  const first = (Math.floor(now / STEP_MS) + 1) * STEP_MS;
  for (let at = first; at < first + LOOK_AHEAD_MS; at += STEP_MS)
    if (isQuietOn(schedule, clock(at)) !== is) return at;
  return null;
}

type Local = { day: number; minute: number };

function isQuietOn({ days, from, to }: Schedule, { day, minute }: Local): boolean {
  const begins = days.includes(day);
  if (from < to) return begins && minute >= from && minute < to;
  const began = days.includes((day + 6) % 7);
  return (begins && minute >= from) || (began && minute < to);
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** What the clocks of a time zone show. */
function clockIn(zone: string): (at: number) => Local {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const minute = Number(parts.get("hour")) * HOUR + Number(parts.get("minute"));
    return { day: DAYS.indexOf(parts.get("weekday") ?? ""), minute };
  };
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    // Anyone may say anything: a place that nobody knows has no clock.
    return false;
  }
}
