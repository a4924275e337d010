import type { RoomId } from "#protocol/ids.ts";
import { keptHere } from "../session/kept-here.ts";
import { KeptFacts } from "../storage/kept-facts.ts";
import { furtherRead, Positions, unmarked, withPosition, type Seen } from "./positions.ts";
import { keyOf } from "../place.ts";

const kept = keptHere(
  new KeptFacts<Positions>({
    name: "parley-read",
    schema: Positions,
    nothing: () => ({ since: Date.now(), read: {} }),
    storage: () => localStorage,
  }),
);

/** How far somebody has read, as far as this browser knows: what was read here, and what their inbox has told (web/inbox/). */
export const positions = kept.store;

type Change = (before: Positions, now: Positions) => void;
const listeners = new Set<Change>();
const hearers = new Set<Change>();
/** How it was before what nobody has listened to: the inbox's program comes later than the first room. */
let unheard: Positions | null = null;

/**
 * Calls for what is changed by whoever uses this tab, and was before anybody listened; other tabs tell their inbox themselves. Gives what
 * ends the calls.
 */
export function onMarkedHere(changed: Change): () => void {
  changed(lastHeard(), positions.getState());
  unheard = null;
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** What else there is to be marked (marks.ts) goes the same way. */
export function changePositions(to: (now: Positions) => Positions): void {
  const before = positions.getState();
  if (listeners.size === 0) unheard = lastHeard();
  kept.change(to);
  const now = positions.getState();
  if (now !== before) for (const changed of listeners) changed(before, now);
}

function lastHeard(): Positions {
  const now = positions.getState();
  // No two people came here at the same time: what somebody else has left unheard is nothing to whoever is here now.
  return unheard?.since === now.since ? unheard : now;
}

/** Calls for what other devices have read. Gives what ends the calls. */
export function onHeard(changed: Change): () => void {
  hearers.add(changed);
  return () => hearers.delete(changed);
}

/** What the inbox has told, which it need not be told again. */
export function hearPositions(to: (now: Positions) => Positions): void {
  const before = positions.getState();
  kept.change(to);
  const now = positions.getState();
  if (now !== before) for (const changed of hearers) changed(before, now);
}

/** Everything up to here was seen, in the room or in one of its threads (by its first message). */
export function markRead(room: RoomId, position: Seen, thread?: number): void {
  changePositions((now) => furtherRead(now, keyOf({ room, thread }), position));
}

/** Somebody goes there: what was marked unread has done its work. */
export function opened(room: RoomId, thread?: number): void {
  const key = keyOf({ room, thread });
  // The inbox may hold a mark that is not known here yet: whoever listens first is told of one that is like no other.
  if (listeners.size === 0) unheard = withPosition(lastHeard(), key, { seq: 0, at: 0, manual: -1 });
  changePositions((now) => unmarked(now, key));
}
