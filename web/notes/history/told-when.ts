import { clockTime, dayName } from "../../timeline/times.ts";

/** "Today 14:05" */
export function toldWhen(at: number, now: number): string {
  return `${dayName(at, now)} ${clockTime(at)}`;
}
