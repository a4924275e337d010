import type { InStatement } from "@libsql/client/web";
import type { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";
import { deletionsIn, erasedWith } from "#protocol/tombstone.ts";

type Batch = { room: RoomId; epoch: string };

/** What stays of an event's text when it is deleted: `tombstoneOf` in SQL, but for who deleted it and when. */
const BARE = (json: string) =>
  `json_remove(json_replace(${json}, '$.body', ''), '$.mentions', '$.calls', '$.action')`;

/** The same without what deletions and departures add or take, for comparing. */
export const WORDLESS = (json: string) =>
  `json_remove(json_replace(${BARE(json)}, '$.name', ''), '$.deleted')`;

/** From the rows that were just stored: the text would be the larger part of what goes over the line. */
export function storeMessages({ room, epoch }: Batch, events: readonly RoomEvent[]): InStatement {
  return {
    sql: `insert into messages (room_id, epoch, seq, id, at, by, body, action)
      select room_id, epoch, seq, id, at, by, json->>'body', coalesce(json->>'action', 0)
      from events where room_id = ? and epoch = ? and seq between ? and ? and type = 'message.posted'
        and json->>'deleted' is null
      on conflict do nothing`,
    args: [room, epoch, events.at(0)?.seq ?? 0, events.at(-1)?.seq ?? 0],
  };
}

/** Messages say what their last edit made of them. A batch that comes again after a later edit changes nothing. */
export function storeEdits({ room, epoch }: Batch, events: readonly RoomEvent[]): InStatement[] {
  if (!events.some(({ type }) => type === "message.edited")) return [];
  return [
    {
      sql: `with edits as (
          select json->>'target' as target, json->>'body' as body, max(seq) as seq from events
          where room_id = ?1 and epoch = ?2 and seq between ?3 and ?4 and type = 'message.edited'
            and json->>'deleted' is null
          group by json->>'target'),
        changed as (
          select posted.id, posted.by, edits.body, edits.seq from edits
          cross join events as posted
            on posted.room_id = ?1 and posted.epoch = ?2 and posted.seq = edits.target)
        update messages set body = changed.body, edited_seq = changed.seq from changed
        where messages.room_id = ?1 and messages.id = changed.id and messages.by = changed.by
          and coalesce(messages.edited_seq, 0) < changed.seq`,
      args: [room, epoch, events.at(0)?.seq ?? 0, events.at(-1)?.seq ?? 0],
    },
  ];
}

/** What was deleted says nothing any more, in any life of the room: not in its events, not in what is searched. */
export function eraseWords({ room, epoch }: Batch, events: readonly RoomEvent[]): InStatement[] {
  const deletions = deletionsIn(events);
  if (deletions.length === 0) return [];
  const gone = deletions.flatMap((deletion) =>
    erasedWith(deletion).map((seq) => [seq, deletion.by, deletion.at]),
  );
  const args = [room, epoch, JSON.stringify(gone)];
  const named = `with gone as (
      select events.id, events.by, sent.value->>1 as deleted_by, sent.value->>2 as deleted_at
      from json_each(?3) as sent
      cross join events on events.room_id = ?1 and events.epoch = ?2 and events.seq = sent.value->>0)`;
  return [
    {
      sql: `${named} delete from messages
        where room_id = ?1 and (id, by) in (select id, by from gone)`,
      args,
    },
    {
      sql: `${named} update events set json = json_insert(${BARE("json")},
          '$.deleted', json_object('by', gone.deleted_by, 'at', gone.deleted_at))
        from gone
        where events.room_id = ?1 and events.id = gone.id and events.by = gone.by
          and events.type in ('message.posted', 'message.edited') and json->>'deleted' is null`,
      args,
    },
  ];
}
