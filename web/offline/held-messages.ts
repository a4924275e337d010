import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { MessageState } from "#protocol/message-state.ts";
import type { Database } from "../storage/database.ts";
import { folded } from "./folded-text.ts";

/** A message as this browser holds it. */
export type HeldMessage = {
  room: RoomId;
  seq: number;
  /** ms since epoch. */
  at: number;
  by: PersonId;
  name: string;
  body: string;
};

export type SearchWish = { limit?: number; signal?: AbortSignal };

const DEFAULT_LIMIT = 50;
/** Numbers that are read at once. */
const CHUNK = 200;
/** The page answers keys and fingers at least this often. */
const TURN_MS = 12;
/** Names of people and rooms stand in a message as ids, in which nobody looks for anything. */
const TOKENS = /<[@#][0-9a-f-]{36}>/g;

/** The rest of a room that has not been looked through. */
type Rest = {
  room: RoomId;
  /** The newest number of it. */
  upTo: number;
  /** Nothing in it is newer, in ms since epoch. */
  newest: number;
};

/** The messages of all rooms in it that hold the words, the newest first. */
export async function searchIn(
  db: Database,
  query: string,
  { limit = DEFAULT_LIMIT, signal }: SearchWish,
): Promise<HeldMessage[]> {
  const sought = folded(query.trim());
  if (sought === "") return [];
  let found: HeldMessage[] = [];
  let rests = await roomsOf(db);
  while (rests.length > 0) {
    if (signal?.aborted === true) return [];
    const [rest, ...others] = rests.toSorted((a, b) => b.newest - a.newest);
    const oldestFound = found.length < limit ? undefined : found.at(-1);
    // All that could still come is older than what there is.
    if (!rest || (oldestFound && rest.newest < oldestFound.at)) break;
    const chunk = await chunkOf(db, rest);
    const matches = await matching(chunk, rest.room, sought, signal);
    found = [...found, ...matches].toSorted((a, b) => b.at - a.at).slice(0, limit);
    const first = chunk.events[0];
    rests = first
      ? [...others, { ...rest, upTo: first.seq - 1, newest: Math.min(first.at, rest.newest) }]
      : others;
  }
  return found;
}

async function roomsOf(db: Database): Promise<Rest[]> {
  const tx = db.transaction("rooms");
  const [rooms, states] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
  return rooms.map((room, i) => ({
    room,
    upTo: states[i]?.seq ?? 0,
    newest: Number.POSITIVE_INFINITY,
  }));
}

type Chunk = { events: readonly RoomEvent[]; states: ReadonlyMap<number, MessageState> };
const NOTHING: Chunk = { events: [], states: new Map() };

/** The newest events of what is left, and what has become of them. There may be holes, so it begins where there is one. */
async function chunkOf(db: Database, { room, upTo }: Rest): Promise<Chunk> {
  if (upTo < 1) return NOTHING;
  const tx = db.transaction(["events", "states"]);
  const below = IDBKeyRange.bound([room, 1], [room, upTo]);
  const cursor = await tx.objectStore("events").openKeyCursor(below, "prev");
  if (!cursor) return NOTHING;
  const [, last] = cursor.key;
  const first = Math.max(1, last - CHUNK + 1);
  const range = IDBKeyRange.bound([room, first], [room, last]);
  const [events, keys, states] = await Promise.all([
    tx.objectStore("events").getAll(range),
    tx.objectStore("states").getAllKeys(range),
    tx.objectStore("states").getAll(range),
  ]);
  return {
    events,
    states: new Map(
      keys.flatMap(([, seq], i) => {
        const state = states[i];
        return state ? [[seq, state] as const] : [];
      }),
    ),
  };
}

async function matching(
  { events, states }: Chunk,
  room: RoomId,
  sought: string,
  signal: AbortSignal | undefined,
): Promise<HeldMessage[]> {
  const found: HeldMessage[] = [];
  let began = performance.now();
  for (const event of events) {
    if (event.type === "message.posted" && !event.deleted) {
      const { seq, at, by, name } = event;
      const body = states.get(seq)?.body ?? event.body;
      if (isIn(sought, body)) found.push({ room, seq, at, by, name, body });
    }
    if (performance.now() - began > TURN_MS) {
      await aTurn();
      if (signal?.aborted === true) return [];
      began = performance.now();
    }
  }
  return found;
}

function isIn(sought: string, body: string): boolean {
  return folded(body.replace(TOKENS, " ")).includes(sought);
}

/** Lets the page do what waits. */
function aTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
