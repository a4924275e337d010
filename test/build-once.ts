import { buildIfStale } from "../scripts/build.ts";

/** Vitest loads this file once for each project, in one process. */
const shared: typeof globalThis & { parleyIsBuilt?: Promise<void> } = globalThis;

/** Once per run: contract and end-to-end tests talk to the product as it is built. */
export function setup(): Promise<void> {
  return (shared.parleyIsBuilt ??= buildIfStale());
}
