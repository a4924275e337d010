import { createHash } from "node:crypto";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What a class of a style sheet is called for all: its name, and a word of its file's that packs well, as it is the same for all of them. */
export function nameOfClass(name: string, file: string): string {
  const place = path.relative(ROOT, file.replace(/\?.*$/, ""));
  return `${name}_${createHash("sha256").update(place).digest("base64url").slice(0, 5)}`;
}
