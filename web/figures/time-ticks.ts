import { inWords } from "../i18n/formats.ts";
import { clockTime } from "../timeline/times.ts";
import { weekdayOf } from "./tell-amounts.ts";

const MINUTE_MS = 60_000;
/** How far apart ticks are, in minutes of the reader's own clock. */
const APART = [10, 30, 60, 180] as const;
const MOST = 9;
/** Its words stand in the middle below it: nearer to an end than this share they would leave a phone's window. */
const MARGIN = 0.03;

/** "3 PM" where people write it so, and else "15:00". */
const fullHour = inWords((habits) => {
  const hours = new Intl.DateTimeFormat(habits, { hour: "numeric" });
  const { hour12 } = hours.resolvedOptions();
  return (at: number) => (hour12 === true ? hours.format(at) : clockTime(at));
});

/** A time under the chart. `share`: how far along it is, 0 to 1. Where there is little room, those that are `isMinor` are left out. */
export type Tick = { at: number; share: number; says: string; isMinor: boolean };

/** Round times of the reader's own clock between two moments (ms since epoch); at midnight the day is told. */
export function ticksOf(from: number, to: number): Tick[] {
  const minutes = APART.find((each) => (to - from) / (each * MINUTE_MS) <= MOST) ?? 180;
  const ticks: Tick[] = [];
  // Some clocks are off by a quarter of an hour, and some are set in the night: each is asked what it shows.
  const step = Math.min(minutes, 60) * MINUTE_MS;
  const first = new Date(from).setMinutes(0, 0, 0);
  for (let at = first; at <= to; at += step) {
    const clock = new Date(at);
    const shown = clock.getHours() * 60 + clock.getMinutes();
    const share = (at - from) / (to - from);
    if (share < MARGIN || share > 1 - MARGIN || shown % minutes !== 0) continue;
    ticks.push({
      at,
      share,
      says: shown === 0 ? weekdayOf(at) : shown % 60 === 0 ? fullHour()(at) : clockTime(at),
      isMinor: shown % (2 * minutes) !== 0,
    });
  }
  return ticks;
}
