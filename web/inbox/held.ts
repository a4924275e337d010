import { createStore } from "zustand/vanilla";
import { nameOf, type Entry } from "#protocol/inbox/entries.ts";
import type { Changes } from "#protocol/inbox/frames.ts";
import type { RoomId } from "#protocol/ids.ts";
import type { Place } from "../place.ts";

/** What this browser knows of its person's inbox: each entry as it was last told, by its name. */
export type Held = {
  readonly epoch: string | null;
  readonly cursor: number;
  readonly entries: ReadonlyMap<string, Entry>;
};

export const NOTHING_HELD: Held = { epoch: null, cursor: 0, entries: new Map() };

/** Also after a start without a network: what was told then. Nothing where nothing was ever told here. */
export const inbox = createStore<Held>(() => NOTHING_HELD);

/** What is held after `changes`; null where they do not follow, and have to be asked for. */
export function taken(held: Held, changes: Changes): Held | null {
  const { from, to, entries, isAnew } = changes;
  if (isAnew !== true && from !== held.cursor) {
    // Told again: nothing in it is newer than what is here.
    return to <= held.cursor ? held : null;
  }
  const known = isAnew ? new Map<string, Entry>() : new Map(held.entries);
  for (const entry of entries) known.set(nameOf(entry), entry);
  return { ...held, cursor: to, entries: known };
}

export function roomIn({ entries }: Held, room: RoomId) {
  const entry = entries.get(`room ${room}`);
  return entry?.kind === "room" ? entry : undefined;
}

export function threadIn({ entries }: Held, room: RoomId, root: number) {
  const entry = entries.get(`thread ${room} ${root}`);
  return entry?.kind === "thread" ? entry : undefined;
}

/** What the inbox has told of a place. */
export function entryAt(held: Held, { room, thread }: Place) {
  return thread === undefined ? roomIn(held, room) : threadIn(held, room, thread);
}
