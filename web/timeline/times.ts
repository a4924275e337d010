/** English around the figures, the reader's own habits inside them where the browser speaks English too. */
const own = new Intl.DateTimeFormat().resolvedOptions().locale;
const locale = own.startsWith("en") ? own : "en-GB";

const clock = new Intl.DateTimeFormat(locale, {
  // 09:05, but 9:05 AM.
  hour: hasTwelveHours() ? "numeric" : "2-digit",
  minute: "2-digit",
});
const exact = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "medium" });
const dayOfThisYear = new Intl.DateTimeFormat(locale, {
  weekday: "long",
  day: "numeric",
  month: "long",
});
const dayOfAnyYear = new Intl.DateTimeFormat(locale, {
  weekday: "short",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });

/** 09:05, or 9:05 AM where people write it so. */
export function clockTime(at: number): string {
  return clock.format(at);
}

/** Everything a calendar and a watch would say. */
export function exactTime(at: number): string {
  return exact.format(at);
}

/** 23 November 2026. */
export function dateOf(at: number): string {
  return date.format(at);
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

/** The day as people say it: today, yesterday, a weekday and date, and the year where it is not this one. */
export function dayName(at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return "Today";
  if (dayOf(at) === dayOf(yesterdayOf(now))) return "Yesterday";
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? dayOfThisYear : dayOfAnyYear).format(at);
}

function hasTwelveHours(): boolean {
  return new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions().hour12 ?? false;
}

function yesterdayOf(now: number): number {
  const day = new Date(now);
  // By the calendar, not by 24 hours: clocks change.
  day.setDate(day.getDate() - 1);
  return day.getTime();
}
