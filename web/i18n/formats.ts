import { locale } from "./locale.ts";

const number = inWords((habits) => new Intl.NumberFormat(habits));
const day = inWords((habits) => new Intl.DateTimeFormat(habits, { day: "numeric", month: "long" }));
const weekday = inWords((habits) => new Intl.DateTimeFormat(habits, { weekday: "long" }));
const date = inWords((habits) => new Intl.DateTimeFormat(habits, { dateStyle: "long" }));
const ago = inWords((habits) => new Intl.RelativeTimeFormat(habits, { numeric: "auto" }));
const names = inWords(
  (habits) => new Intl.Collator(habits, { sensitivity: "base", numeric: true }),
);

/** "1,200", as it is written in the language that is spoken. */
export function tellNumber(count: number): string {
  return number().format(count);
}

/** "2 December", of a time in ms since epoch. */
export function tellDay(at: number): string {
  return day().format(at);
}

/** "Sunday", of a time in ms since epoch. */
export function tellWeekday(at: number): string {
  return weekday().format(at);
}

/** "2 December 2026", of a time in ms since epoch. */
export function tellDate(at: number): string {
  return date().format(at);
}

/** "3 hours ago", "yesterday". */
export function tellAgo(passed: number, unit: "minute" | "hour" | "day"): string {
  return ago().format(-passed, unit);
}

/** Orders names as a dictionary of the language would. */
export function compareNames(a: string, b: string): number {
  return names().compare(a, b);
}

/** Made once for a language, which costs as much as a hundred uses, and anew when another is spoken. */
export function inWords<Format>(make: (habits: string) => Format): (spoken?: string) => Format {
  let made: { habits: string; format: Format } | undefined;
  return (spoken = locale.get()) => {
    const habits = habitsOf(spoken);
    if (made?.habits !== habits) made = { habits, format: make(habits) };
    return made.format;
  };
}

/** As the reader's own place writes the language that is spoken: "en-GB" and "en-US" put a day differently. */
export function habitsOf(
  spoken: string,
  own = typeof navigator === "undefined" ? [] : navigator.languages,
): string {
  return own.find((wish) => wish.toLowerCase().split("-")[0] === spoken) ?? spoken;
}
