import { RECOVERY_CODES } from "#protocol/limits.ts";
import { sealOf } from "./secret.ts";

/** Without i, l, o and u: they look like others, or make words. */
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
/** 80 bits: nobody guesses one, so no slow hash has to stand in the way. */
const LENGTH = 16;
const GROUP = 4;
const CODE = new RegExp(`^[${LETTERS}]{${LENGTH}}$`);

/** Codes to be written down, such as "7q2m-x0hk-9d3v-tz4c". */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
    // 256 is eight times 32, so no letter is likelier than another.
    const letters = Array.from(bytes, (byte) => LETTERS.charAt(byte % LETTERS.length));
    return letters.join("").replaceAll(new RegExp(`.{${GROUP}}(?=.)`, "g"), "$&-");
  });
}

/** A code as someone has typed it, as it is compared; null when it is none. */
export function foldRecoveryCode(typed: string): string | null {
  // A giant is refused without being looked at.
  if (typed.length > 4 * LENGTH) return null;
  const folded = typed
    .toLowerCase()
    .replaceAll(/[\s-]/g, "")
    .replaceAll("o", "0")
    .replaceAll(/[il]/g, "1");
  return CODE.test(folded) ? folded : null;
}

/** What is stored of a folded code. Without the pepper a stolen database cannot even be asked whether a code is right. */
export function sealRecoveryCode(folded: string, pepper: string): Promise<string> {
  return sealOf(pepper, `recovery.${folded}`);
}
