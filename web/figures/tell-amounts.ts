import { inWords } from "../i18n/formats.ts";
import { clockTime, dayOf } from "../timeline/times.ts";

/** What an amount is of: how often in a minute, how long, how many, how much. */
export type Unit = "rate" | "seconds" | "count" | "bytes";

const whole = inWords((habits) => new Intl.NumberFormat(habits, { maximumFractionDigits: 0 }));
const tenths = inWords((habits) => new Intl.NumberFormat(habits, { maximumFractionDigits: 1 }));
const share = inWords(
  (habits) => new Intl.NumberFormat(habits, { style: "percent", maximumFractionDigits: 0 }),
);
const weekday = inWords((habits) => new Intl.DateTimeFormat(habits, { weekday: "short" }));

const inUnit = (unit: string) =>
  inWords((habits) => {
    const style = { style: "unit", unit, unitDisplay: "short" } as const;
    const small = new Intl.NumberFormat(habits, { ...style, maximumFractionDigits: 1 });
    const large = new Intl.NumberFormat(habits, { ...style, maximumFractionDigits: 0 });
    return (amount: number) => (amount < 10 ? small : large).format(amount);
  });
const TIMES = [
  [3_600, inUnit("hour")],
  [60, inUnit("minute")],
  [1, inUnit("second")],
  [0.001, inUnit("millisecond")],
] as const;
const SIZES = [
  [1e9, inUnit("gigabyte")],
  [1e6, inUnit("megabyte")],
  [1e3, inUnit("kilobyte")],
  [1, inUnit("byte")],
] as const;

/** As people say it: "4.2", "12", "4 ms", "3 min", "4.2 MB". null: there is none. */
export function tellAmount(amount: number | null, unit: Unit): string {
  if (amount === null) return "–";
  switch (unit) {
    case "rate":
      return (amount < 10 ? tenths : whole)().format(amount);
    case "count":
      return whole().format(amount);
    case "seconds":
      return inLargest(amount, TIMES);
    case "bytes":
      return inLargest(amount, SIZES);
  }
}

/** "4%", of a share between 0 and 1. */
export function tellShare(part: number): string {
  return share().format(part);
}

/** "Wed", of a time in ms since epoch. */
export function weekdayOf(at: number): string {
  return weekday().format(at);
}

/** "14:05", and "Wed 14:05" when that is not today. */
export function tellMoment(at: number, now: number): string {
  const clock = clockTime(at);
  return dayOf(at) === dayOf(now) ? clock : `${weekday().format(at)} ${clock}`;
}

type Units = readonly (readonly [size: number, tell: () => (amount: number) => string])[];

/** In the largest unit of which there is at least one, or else in the smallest. */
function inLargest(amount: number, units: Units): string {
  const unit = units.find(([each]) => amount >= each) ?? units.at(-1);
  if (unit === undefined) throw new RangeError("cannot tell an amount in no unit");
  const [size, tell] = unit;
  return tell()(amount / size);
}
