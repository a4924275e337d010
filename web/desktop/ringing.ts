import type { Reason } from "#protocol/inbox/telling.ts";
import type { Clock } from "../clock.ts";
import type { Bell, Chime } from "./bell.ts";
import type { Sounds } from "./sounds.ts";

/** What is said in a row is heard once. */
export const RINGS_EVERY_MS = 2_000;

/** Which sound a message has that is told for this reason; null: none is wanted. */
export function chimeOf(reason: Reason, { which, volume }: Sounds): Chime | null {
  if (which === "none" || volume === 0) return null;
  // A word of theirs is as good as their name.
  if (reason !== "level") return "mention";
  return which === "all" ? "other" : null;
}

/** Rings for what is told. Gives whether there is nothing left to be heard of it: it rang, has just rung, or is to be silent. */
export function ringFor(bell: Pick<Bell, "ring">, clock: Clock, sounds: () => Sounds) {
  let rangAt = Number.NEGATIVE_INFINITY;
  return (reason: Reason): boolean => {
    const chosen = sounds();
    const chime = chimeOf(reason, chosen);
    if (chime === null) return true;
    const now = clock.now();
    if (now - rangAt < RINGS_EVERY_MS) return true;
    if (!bell.ring(chime, chosen.volume)) return false;
    rangAt = now;
    return true;
  };
}
