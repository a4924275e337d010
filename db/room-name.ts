import { cleanName } from "#protocol/text.ts";

/** Two room names are the same to people when their keys are equal. */
export function nameKey(name: string): string {
  return cleanName(name).normalize("NFKC").toLowerCase();
}
