import { has, numbersIn, setOf } from "./number-set.ts";
import type { PlaceUnread } from "./unread.ts";

/**
 * Of what a mark takes away, what was wished to be unread stays so by hand: devices tell of no reading where that was wished for, so the
 * mark was made before the wish and comes late.
 */
export function stillByHand(
  { manual }: PlaceUnread,
  seen: readonly number[],
): PlaceUnread["manual"] {
  const wished = manual ? seen.filter((n) => n >= manual.from && !has(manual.unread, n)) : [];
  if (!manual || wished.length === 0) return manual;
  return { ...manual, unread: setOf([...numbersIn(manual.unread), ...wished]) };
}
