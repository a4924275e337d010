import * as v from "valibot";
import type { Availability } from "./presence.ts";
import { isQuiet, nextTurn, Schedule } from "./schedule.ts";

/** What somebody says about themselves, for ever or until then (ms since epoch). `auto`: what their devices say. */
export const Choice = v.strictObject({
  is: v.picklist(["auto", "away", "dnd", "offline"]),
  until: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});
export type Choice = v.InferOutput<typeof Choice>;

/** What somebody has chosen: now, and for certain hours. */
export const Self = v.object({ choice: Choice, schedule: v.nullable(Schedule) });
export type Self = Readonly<v.InferOutput<typeof Self>>;

export const NOTHING_CHOSEN: Self = { choice: { is: "auto", until: null }, schedule: null };

/** What all devices of somebody together say. */
export type Level = "online" | "away" | "none";

/** What holds of it at `now`. Hours of quiet are for whoever has chosen nothing else, or is away. */
export function chosenAt({ choice, schedule }: Self, now: number): Choice["is"] {
  const isOver = choice.until !== null && choice.until <= now;
  const is = isOver ? "auto" : choice.is;
  if (is === "dnd" || is === "offline") return is;
  return schedule && isQuiet(schedule, now) ? "dnd" : is;
}

/** How somebody stands to others. What they have chosen is never overruled by what their devices do. */
export function shownAs(self: Self, level: Level, now: number): Availability {
  if (level === "none") return "offline";
  const chosen = chosenAt(self, now);
  return chosen === "auto" ? level : chosen;
}

/** When what was chosen turns into something else by itself, or null. */
export function turnsAt({ choice, schedule }: Self, now: number): number | null {
  const { until } = choice;
  const times = [
    ...(until !== null && until > now ? [until] : []),
    ...(schedule ? [nextTurn(schedule, now)] : []),
  ].filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times);
}
