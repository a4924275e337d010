import { buildIfStale } from "../scripts/build.ts";

/** Vitest calls it once per run: contract and end-to-end tests talk to the product as it is built. */
export function setup(): Promise<void> {
  return buildIfStale();
}
