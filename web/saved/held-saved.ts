import * as v from "valibot";
import { RoomId, Seq, type PersonId } from "#protocol/ids.ts";
import { openDatabase, type Database } from "../storage/database.ts";
import { databaseOf } from "../storage/forgiving-disk.ts";
import type { SavedMessage } from "./saved-by-http.ts";

const Key = v.tuple([RoomId, v.pipe(v.string(), v.transform(Number), Seq)]);

/** Of the messages with these keys (saved.ts), those that this browser holds, as far as is known here. Nothing throws; no network is asked. */
export async function heldSaved(me: PersonId, keys: readonly string[]): Promise<SavedMessage[]> {
  let db: Database | undefined;
  try {
    db = await openDatabase(databaseOf(me), () => undefined);
    const held: SavedMessage[] = [];
    for (const key of keys) {
      const parsed = v.safeParse(Key, key.split("/"));
      const message = parsed.success ? await heldMessage(db, ...parsed.output) : null;
      if (message) held.push(message);
    }
    return held;
  } catch {
    // Forbidden, or taken away by a sign-out: there is nothing held.
    return [];
  } finally {
    db?.close();
  }
}

async function heldMessage(db: Database, room: RoomId, seq: number): Promise<SavedMessage | null> {
  const [stored, event, state] = await Promise.all([
    db.get("rooms", room),
    db.get("events", [room, seq]),
    db.get("states", [room, seq]),
  ]);
  if (!stored || event?.type !== "message.posted") return null;
  const { by, name, at, body, action = false, deleted } = event;
  return {
    room,
    seq,
    roomName: stored.info?.name ?? null,
    message: {
      by,
      name: stored.members[by]?.name ?? name,
      at,
      body: state?.body ?? body,
      isAction: action,
      isDeleted: deleted !== undefined,
    },
  };
}
