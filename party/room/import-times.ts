import type { RoomEvent } from "#protocol/events.ts";
import type { Written } from "./event-rows.ts";
import { KEY } from "./keys.ts";
import type { Storage } from "../object/ports.ts";

/** Notes when imported events are stored, in the same write: an import has the source's times. Live ones cost nothing. */
export function importTimeRows(written: readonly Written[], now: number): Map<string, string> {
  const first = written.find(({ event }) => event.imported);
  return first ? new Map([[KEY.importStored(first.event.seq), String(now)]]) : new Map();
}

/** When this room stored the event, in ms since epoch; null for imports from before such times were noted. */
export async function storedAt(storage: Storage, event: RoomEvent): Promise<number | null> {
  if (!event.imported) return event.at;
  const range = { start: KEY.importStored(0), end: KEY.importStored(event.seq + 1) };
  const [at] = (await storage.list({ ...range, limit: 1, reverse: true })).values();
  return at === undefined ? null : Number(at);
}
