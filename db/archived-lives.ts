import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { epochRank } from "#protocol/epoch.ts";
import { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";
import { NAMELESS } from "./archive.ts";
import type { Database } from "./client.ts";

/** `head` is the last event of that life, `whole` the last one before the first hole. */
export type ArchivedLife = { epoch: string; head: number; whole: number };

/** A page of the longest messages stays well below the 10 MB that libSQL answers at once. */
const PAGE = 200;

const Life = v.object({ epoch: v.string(), head: v.number(), whole: v.number() });

/** Every life of the room that the archive holds events of. The first is the one that may write there. */
export async function archivedLives(database: Database, room: RoomId): Promise<ArchivedLife[]> {
  const { rows } = await database.client.execute({
    // Counted along, numbers without a hole are their own count; behind a hole none is.
    sql: `select counted.epoch, max(seq) as head, count(*) filter (where seq = place) as whole,
        counted.epoch = archive_epochs.epoch as writes
      from (
        select epoch, seq, row_number() over (partition by epoch order by seq) as place
        from events where room_id = ?1
      ) as counted
      left join archive_epochs on archive_epochs.room_id = ?1
      group by counted.epoch`,
    args: [room],
  });
  const lives = rows.map((row) => ({ ...v.parse(Life, row), writes: row["writes"] === 1 }));
  return lives
    .toSorted((a, b) => Number(b.writes) - Number(a.writes) || byRank(b.epoch, a.epoch))
    .map(({ epoch, head, whole }) => ({ epoch, head, whole }));
}

/** Events of one life after the number `after`, as the room wrote them: a page, which ends early where one is missing. */
export async function readArchive(
  database: Database,
  room: RoomId,
  epoch: string,
  after: number,
): Promise<RoomEvent[]> {
  const { rows } = await database.client.execute({
    // A room that is restored must not learn a name again that it may not have had the time to rid the archive of.
    sql: `select iif(exists (select 1 from accounts where id = events.by and kind = 'departed'),
          ${NAMELESS("json")}, json) as json
      from events where room_id = ? and epoch = ? and seq > ? order by seq limit ?`,
    args: [room, epoch, after, PAGE],
  });
  const events: RoomEvent[] = [];
  for (const row of rows) {
    const event = parseJson(v.parse(v.string(), row["json"]));
    // What is no event, or not the next one, is as good as missing.
    if (!isEvent(event) || event.seq !== after + 1 + events.length) return events;
    events.push(event);
  }
  return events;
}

// What was read is kept, not what the schema makes of it: a copy has to be the same to the letter.
function isEvent(value: unknown): value is RoomEvent {
  return v.safeParse(RoomEvent, value).success;
}

function byRank(one: string, other: string): number {
  const [a, b] = [epochRank(one), epochRank(other)];
  return a < b ? -1 : Number(a > b);
}
