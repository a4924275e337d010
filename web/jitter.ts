import type { Random } from "./clock.ts";

/** Full jitter: somewhere between now and a limit that doubles, so that a crowd does not come back as one. */
export function fullJitter(random: Random, base: number, cap: number, attempt: number): number {
  return random() * Math.min(cap, base * 2 ** attempt);
}
