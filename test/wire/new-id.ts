import { randomBytes } from "node:crypto";
import { uuid7 } from "#protocol/ids.ts";

/** A command's id, as a client makes it. */
export function newId(at = Date.now()): string {
  return uuid7(at, randomBytes(10));
}
