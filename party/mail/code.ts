import { MAIL_CODE_DIGITS } from "#protocol/limits.ts";
import { fromBase64Url, newSecret, sealOf } from "../auth/secret.ts";

/** Six bytes are so many times a million that no digit is likelier than another. */
const BYTES = 6;

/** A code that nobody can foresee. */
export function newCode(secret: string): Promise<string> {
  return codeFrom(secret, newSecret());
}

/** The code that goes with `seed`, always the same one: a page that is opened twice shows it twice. */
export async function codeFrom(secret: string, seed: string): Promise<string> {
  const bytes = fromBase64Url(await sealOf(secret, `code.${seed}`)) ?? new Uint8Array();
  const number = bytes.slice(0, BYTES).reduce((sum, byte) => sum * 256 + byte, 0);
  return String(number % 10 ** MAIL_CODE_DIGITS).padStart(MAIL_CODE_DIGITS, "0");
}

/** What is stored of a code. A plain hash of six digits would be as good as the code. `browser`: a hash of what only that browser has. */
export function sealCode(secret: string, browser: string, code: string): Promise<string> {
  return sealOf(secret, `mail_code.${browser}.${code.replace(/[\s-]/g, "")}`);
}
