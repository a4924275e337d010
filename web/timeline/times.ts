import { inWords } from "../i18n/formats.ts";
import { timelineText } from "./timeline.text.ts";

const clock = inWords((habits) => {
  const { hour12 } = new Intl.DateTimeFormat(habits, { hour: "numeric" }).resolvedOptions();
  // 09:05, but 9:05 AM.
  const hour = hour12 === true ? "numeric" : "2-digit";
  return new Intl.DateTimeFormat(habits, { hour, minute: "2-digit" });
});
const exact = inWords(
  (habits) => new Intl.DateTimeFormat(habits, { dateStyle: "full", timeStyle: "medium" }),
);
const dayOfThisYear = inWords(
  (habits) => new Intl.DateTimeFormat(habits, { weekday: "long", day: "numeric", month: "long" }),
);
const dayOfAnyYear = inWords(
  (habits) =>
    new Intl.DateTimeFormat(habits, {
      weekday: "short",
      day: "numeric",
      month: "long",
      year: "numeric",
    }),
);

/** 09:05, or 9:05 AM where people write it so. */
export function clockTime(at: number): string {
  return clock().format(at);
}

/** Everything a calendar and a watch would say. */
export function exactTime(at: number): string {
  return exact().format(at);
}

/** A number that two times share when they fall on one day where the reader is. */
export function dayOf(at: number): number {
  const day = new Date(at);
  return day.getFullYear() * 10_000 + day.getMonth() * 100 + day.getDate();
}

/** The first moment of that day where the reader is. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** So many days earlier or later, by the calendar and not by 24 hours: clocks change. */
export function daysFrom(at: number, days: number): number {
  const day = new Date(startOfDay(at));
  day.setDate(day.getDate() + days);
  return day.getTime();
}

/** The day as people say it: today, yesterday, a weekday and date, and the year where it is not this one. */
export function dayName(at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return timelineText.get().today;
  if (dayOf(at) === dayOf(daysFrom(now, -1))) return timelineText.get().yesterday;
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? dayOfThisYear : dayOfAnyYear)().format(at);
}
