import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const IRC = fileURLToPath(new URL("../../shared/data/ubuntu-irc", import.meta.url));

/** The days of real chat that lie beside the checkout, oldest first, or null where they are not. */
export function ircDays(): string[] | null {
  if (!existsSync(IRC)) return null;
  return readdirSync(IRC)
    .filter((file) => /^\d{4}-\d{2}-\d{2}\.txt$/.test(file))
    .toSorted()
    .map((file) => path.join(IRC, file));
}
