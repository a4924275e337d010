import type { Figures } from "./figures-by-http.ts";
import { together } from "./counted.ts";

/** How often one thing was refused at one door, in the last day. */
export type Refused = { door: string; code: string; times: number };

/** What was refused most comes first. */
export function refusedIn({ steps }: Figures): Refused[] {
  return Object.entries(together(steps.map(({ counts }) => counts)))
    .flatMap(([key, times]) => {
      const [name, door, code] = key.split("|");
      return name === "refusals" && door && code ? [{ door, code, times }] : [];
    })
    .toSorted((a, b) => b.times - a.times);
}
