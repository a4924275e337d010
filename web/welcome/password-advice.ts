import { isCommonPassword } from "#protocol/common-passwords.ts";
import { MIN_PASSWORD_LENGTH, RECOMMENDED_PASSWORD_LENGTH } from "#protocol/limits.ts";
import { adviceText } from "./password-advice.text.ts";

/** Below this much variety, in characters, a machine is through in an afternoon. */
const FAIR_LENGTH = 10;

/** One short sentence about a password while it is typed. An estimate: what is refused, only the server decides. */
export function adviceOn(password: string): string {
  const t = adviceText.get();
  const length = Array.from(password).length;
  const missing = MIN_PASSWORD_LENGTH - length;
  if (missing > 0) return t.missing(missing);
  if (isCommonPassword(password)) return t.common;
  const variety = varietyOf(password);
  if (variety < FAIR_LENGTH) return t.weak;
  if (variety < RECOMMENDED_PASSWORD_LENGTH) return t.fair({ length: RECOMMENDED_PASSWORD_LENGTH });
  return t.strong;
}

/**
 * A password's length without what repeats itself: each pair of neighbours counts once, and none that only stays or goes
 * on by one, as in "aaaa" and "4321".
 */
export function varietyOf(password: string): number {
  const characters = Array.from(password);
  const pairs = new Set<string>();
  for (const [i, next] of characters.entries()) {
    const before = characters[i - 1];
    const step = before === undefined ? 0 : codeOf(next) - codeOf(before);
    if (before !== undefined && Math.abs(step) > 1) pairs.add(before + next);
  }
  return pairs.size + 1;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
