import * as v from "valibot";
import { PersonId, RoomId } from "#protocol/ids.ts";
import { writeBatch, type Database } from "./client.ts";

/** In a room's place: the inbox of whoever has gone, which has to keep nothing. No room is called so, since their ids are UUIDs. */
export const INBOX = "inbox";

/** A room that has to forget what someone was called, or their inbox. */
export type Erasure = { person: PersonId; room: RoomId | typeof INBOX };

/** A room that was told has a minute to do it, and one that could not be told as long to come back. */
const TELL_AGAIN_MS = 60_000;

const Row = v.object({ person_id: PersonId, room_id: v.union([v.literal(INBOX), RoomId]) });

/** In SQL: when the one was told that waits longest; null when nobody waits. */
export const LONGEST_WAITING = "(select min(told_at) from erasures)";

/** Whether some room or inbox is to be told by `now`. */
export function isErasureDue(longestWaiting: number | null, now: number): boolean {
  return longestWaiting !== null && longestWaiting <= now - TELL_AGAIN_MS;
}

/**
 * Some rooms and inboxes that are to be told now, those that waited longest first; nobody else gets the same ones for a minute. Rooms
 * whose own word for it has come to the archive are done.
 */
export async function takeErasures(
  database: Database,
  { of, most, now }: { of: PersonId | null; most: number; now: number },
): Promise<Erasure[]> {
  const [, taken] = await writeBatch(database, [
    // The room may have been lost and restored since, so what an earlier life said does not count.
    `delete from erasures where exists (
      select 1 from archive_epochs as life join events
        on events.room_id = life.room_id and events.epoch = life.epoch
      where life.room_id = erasures.room_id and events.by = erasures.person_id
        and events.type <> 'message.posted' and events.type = 'member.erased')`,
    {
      sql: `update erasures set told_at = ?1 where rowid in (
          select rowid from erasures where told_at <= ?2 and (?3 is null or person_id = ?3)
          order by told_at limit ?4)
        returning person_id, room_id`,
      args: [now, now - TELL_AGAIN_MS, of, most],
    },
  ]);
  return (taken?.rows ?? []).map((row) => {
    const { person_id: person, room_id: room } = v.parse(Row, { ...row });
    return { person, room };
  });
}

/** This room does not exist, so it knows nobody; or this inbox has answered, and is empty. */
export async function dropErasure(database: Database, { person, room }: Erasure): Promise<void> {
  await writeBatch(database, [
    { sql: "delete from erasures where person_id = ? and room_id = ?", args: [person, room] },
  ]);
}
