import type { InStatement } from "@libsql/client/web";
import type { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";

/** Whom each of these events leaves uninvited, as `sent.value->>'seq'` and a person: in SQL, of the events in parameter `json`. */
const ENDED = (json: string) => `
  select value->>'seq' as seq, value->>'person' as person from json_each(${json})
    where value->>'type' = 'member.uninvited'
  union all select value->>'seq', value->>'by' from json_each(${json})
    where value->>'type' in ('room.created', 'member.joined', 'member.erased')
  union all select sent.value->>'seq', person.value
    from json_each(${json}) as sent, json_each(sent.value, '$.withdrawn') as person`;

/**
 * Copies who is invited. Batches may be repeated and come late: an invitation is copied only where nothing that the archive holds has
 * ended it, and those of an earlier life of the room go.
 */
export function copyInvitations(
  { room, epoch, json }: { room: RoomId; epoch: string; json: string },
  events: readonly RoomEvent[],
): InStatement[] {
  if (!events.some(changesInvitations)) return [];
  const args = [room, epoch, json];
  return [
    { sql: "delete from invitations where room_id = ? and epoch <> ?", args: [room, epoch] },
    {
      sql: `insert into invitations (room_id, person_id, by, at, seq, epoch)
        select ?1, person.value, sent.value->>'by', sent.value->>'at', sent.value->>'seq', ?2
        from json_each(?3) as sent, json_each(sent.value, '$.people') as person
        where sent.value->>'type' = 'member.invited' and not exists (
          select 1 from events where room_id = ?1 and epoch = ?2 and seq > sent.value->>'seq'
            and ((type in ('member.joined', 'room.created', 'member.erased') and by = person.value)
              or (type = 'member.uninvited' and json->>'person' = person.value)
              or (type in ('member.left', 'member.erased') and person.value in (
                select value from json_each(events.json, '$.withdrawn')))))
        on conflict do update set by = excluded.by, at = excluded.at, seq = excluded.seq,
          epoch = excluded.epoch where excluded.seq > seq`,
      args,
    },
    {
      sql: `delete from invitations where room_id = ? and exists (
        select 1 from (${ENDED("?2")}) as ended
        where ended.person = invitations.person_id and ended.seq > invitations.seq)`,
      args: [room, json],
    },
    {
      // Asked in at the very moment at which they deleted their account: the room has to forget them, too.
      sql: `insert into erasures (person_id, room_id, told_at)
        select person_id, room_id, 0 from invitations
        join accounts on accounts.id = person_id and accounts.kind = 'departed'
        where room_id = ? on conflict do nothing`,
      args: [room],
    },
  ];
}

function changesInvitations(event: RoomEvent): boolean {
  switch (event.type) {
    case "room.created":
    case "member.joined":
    case "member.left":
    case "member.erased":
    case "member.invited":
    case "member.uninvited":
      return !event.imported;
    case "member.renamed":
    case "message.posted":
    case "message.edited":
    case "message.deleted":
    case "message.reacted":
    case "message.pinned":
    case "note.mentioned":
      return false;
  }
}
