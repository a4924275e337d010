import { endOf } from "./keys.ts";
import type { Storage } from "./ports.ts";

const PAGE = 128;

/** All rows whose keys begin so, in the order of their keys. */
export async function readAll(storage: Storage, prefix: string): Promise<[string, string][]> {
  const all: [string, string][] = [];
  let start = prefix;
  for (;;) {
    const rows = await storage.list({ start, end: endOf(prefix), limit: PAGE });
    all.push(...rows);
    if (rows.size < PAGE) return all;
    // The smallest key behind the last one.
    start = `${all.at(-1)?.[0] ?? prefix}\u0000`;
  }
}

export async function keysUnder(storage: Storage, prefix: string): Promise<string[]> {
  return (await readAll(storage, prefix)).map(([key]) => key);
}
