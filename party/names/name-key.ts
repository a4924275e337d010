import { cleanName } from "#protocol/text.ts";

/** The name as it is compared: nobody may be called what somebody else is called already, in other letters. */
export function nameKeyOf(name: string): string {
  return cleanName(name).normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ");
}
