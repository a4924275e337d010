import type { Unit } from "./tell-amounts.ts";

const MINUTE_S = 60;
/** Half of each is a round number, too. */
const ROUND = [1, 2, 4, 6, 8, 10] as const;
const ROUND_SECONDS = [60, 120, 240, 600, 1_200, 2_400, 3_600, 7_200, 14_400, 36_000, 86_400];

/** The least that a whole scale stands for: fewer than two of something cannot be halved. */
const LEAST: Record<Unit, number> = { rate: 1, seconds: 0.01, count: 2, bytes: 100_000 };

/** What the top of a scale stands for that has room for `most`: a round number in the unit people would say it in. */
export function topOf(most: number, unit: Unit): number {
  const enough = Math.max(most, LEAST[unit]);
  const inMinutes = unit === "seconds" && enough > MINUTE_S / 2;
  if (inMinutes) return ROUND_SECONDS.find((top) => top >= enough) ?? enough;
  const power = 10 ** Math.floor(Math.log10(enough));
  return (ROUND.find((round) => round * power >= enough) ?? 10) * power;
}
