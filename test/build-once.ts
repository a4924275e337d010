import { buildIfStale } from "../scripts/build.ts";

/** Vitest calls it once per run: contract and end-to-end tests talk to the product as it is built. */
export default function buildOnce(): Promise<void> {
  return buildIfStale();
}
