import { hueOf } from "../../ui/avatar.tsx";

const HUES = 12;
const DEGREES = 360 / HUES;

/** A hue for everyone who wrote, in degrees: their own, unless somebody before them has it here already. */
export function huesFor(people: readonly string[]): Map<string, number> {
  const taken = new Set<number>();
  const hues = new Map<string, number>();
  for (const person of new Set(people)) {
    let hue = hueOf(person);
    // Half around and a little is far from what is taken; in a crowd hues come again, and names tell.
    for (let tries = 0; taken.has(hue) && tries < HUES; tries += 1) hue = (hue + 5) % HUES;
    taken.add(hue);
    hues.set(person, DEGREES / 2 + DEGREES * hue);
  }
  return hues;
}
