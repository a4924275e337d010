import { LibsqlBatchError, type InStatement } from "@libsql/client/web";
import { epochRank } from "#protocol/epoch.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";
import { writeBatch, type Database } from "./client.ts";
import { copyInvitations } from "./archived-invitations.ts";
import { eraseWords, storeEdits, storeMessages, WORDLESS } from "./archived-messages.ts";
import { nameKey } from "./room-name.ts";

/** libSQL takes no text of some megabytes as one parameter, which 500 long messages are; in UTF-16 units. */
const MAX_BATCH_LENGTH = 512 * 1024;

/**
 * Copies events of a room into the database, in order, in atomic batches that change nothing when they are repeated.
 * At most 500 at a time, which is one batch unless they are long. Throws when the database failed, and then the
 * outcome is unknown: send the same events again. A batch that is refused leaves nothing behind.
 */
export async function archiveEvents(
  database: Database,
  room: RoomId,
  epoch: string,
  events: readonly RoomEvent[],
): Promise<Archived> {
  for (const { events: some, json } of inBatches(events)) {
    const archived = await archiveBatch(database, { room, epoch, json }, some);
    if (archived !== "stored") return archived;
  }
  return "stored";
}

/**
 * `disagrees`: a number belongs to another event already, and the archive is never overwritten. `fenced`: a later life
 * of this room writes there (contract C12).
 */
export type Archived = "stored" | "disagrees" | "fenced";

/** Events as one JSON text, which is made once: a busy room archives thousands of them a second while it talks. */
function inBatches(events: readonly RoomEvent[]): { events: RoomEvent[]; json: string }[] {
  const batches: { events: RoomEvent[]; texts: string[] }[] = [];
  let left = 0;
  for (const event of events) {
    const text = JSON.stringify(event);
    if (text.length > left) {
      batches.push({ events: [], texts: [] });
      left = MAX_BATCH_LENGTH;
    }
    batches.at(-1)?.events.push(event);
    batches.at(-1)?.texts.push(text);
    left -= text.length;
  }
  return batches.map(({ events, texts }) => ({ events, json: `[${texts.join(",")}]` }));
}

async function archiveBatch(
  database: Database,
  batch: Batch,
  events: readonly RoomEvent[],
): Promise<Archived> {
  const { room } = batch;
  try {
    await writeBatch(database, [
      claimEpoch(batch),
      requireAgreement(batch),
      storeEvents(batch),
      storeMessages(batch, events),
      ...storeEdits(batch, events),
      ...eraseWords(batch, events),
      ...openRooms(room, events),
      ...copyMemberships(batch, events),
      ...copyInvitations(batch, events),
      summarise(room, events),
      ...noteOldNames(batch, events),
      noteNamesOfDeparted(batch, events),
    ]);
    return "stored";
  } catch (error) {
    return refusalIn(error);
  }
}

/** @throws the error itself when it was not one of the two statements that object. */
function refusalIn(error: unknown): Archived {
  const isObjection = error instanceof LibsqlBatchError && error.code === "SQLITE_CONSTRAINT";
  if (isObjection && error.statementIndex === CLAIM) return "fenced";
  if (isObjection && error.statementIndex === AGREEMENT) return "disagrees";
  throw error;
}

type Batch = { room: RoomId; epoch: string; json: string };

/** Where these two stand in a batch. */
const CLAIM = 0;
const AGREEMENT = 1;

/** An event's text as it stays when its author has deleted their account: then a room that is copied anew tells it so. */
export const NAMELESS = (json: string) => `json_replace(${json}, '$.name', '', '$.to', '')`;

// SQL has no word for "fail unless": a null where none may be ends the batch, and all of it is undone.
export function claimEpoch({ room, epoch }: Pick<Batch, "room" | "epoch">): InStatement {
  return {
    sql: `insert into archive_epochs (room_id, epoch, rank) values (?, ?, ?)
      on conflict (room_id) do update set
        epoch = iif(epoch = excluded.epoch or rank < excluded.rank, excluded.epoch, null),
        rank = excluded.rank`,
    args: [room, epoch, epochRank(epoch)],
  };
}

function requireAgreement({ room, epoch, json }: Batch): InStatement {
  return {
    // A cross join is read from left to right: each event is looked up by its number, not compared with all others.
    sql: `update archive_epochs set epoch = null where room_id = ?1 and exists (
      select 1 from json_each(?3) as sent
      cross join events on events.room_id = ?1 and events.epoch = ?2
        and events.seq = sent.value->>'seq' and events.json <> sent.value
        and not (sent.value->>'name' = ''
          and ${NAMELESS("events.json")} = ${NAMELESS("sent.value")})
        and not (sent.value->>'deleted' is not null
          and ${WORDLESS("events.json")} = ${WORDLESS("sent.value")}))`,
    args: [room, epoch, json],
  };
}

// One parameter holds all events: the statement stays small and is parsed once, however many rows it makes.
function storeEvents({ room, epoch, json }: Batch): InStatement {
  return {
    sql: `insert into events (room_id, epoch, seq, id, at, by, type, json)
        select ?, ?, value->>'seq', value->>'id', value->>'at', value->>'by', value->>'type', value
        from json_each(?) where true
        on conflict do nothing`,
    args: [room, epoch, json],
  };
}

function openRooms(room: RoomId, events: readonly RoomEvent[]): InStatement[] {
  return events
    .filter((event) => event.type === "room.created")
    .map(({ room: { name, topic }, by, at }) => ({
      // The name's claim may have passed to another room. That must not stop this room's archive.
      sql: `insert into rooms (id, name, name_key, topic, created_by, created_at, opened_at, members)
        values (?1, ?2, (select ?3 where not exists (select 1 from rooms where name_key = ?3)), ?4, ?5, ?6, ?6, 0)
        on conflict (id) do update set
          name = excluded.name, topic = excluded.topic, opened_at = coalesce(opened_at, excluded.opened_at)`,
      args: [room, name, nameKey(name), topic, by, at],
    }));
}

// Whatever order batches come in, a person's last word in the stored log decides.
function copyMemberships({ room, epoch }: Batch, events: readonly RoomEvent[]): InStatement[] {
  const people = new Set(events.filter(changesMembership).map((event) => event.by));
  if (people.size === 0) return [];
  const latest = `with latest as (
      select by, type, at, max(seq) from events
      where room_id = ?1 and epoch = ?2 and by in (select value from json_each(?3))
        and type <> 'message.posted'
        and type in ('room.created', 'member.joined', 'member.left', 'member.erased')
        and json->>'imported' is null
      group by by)`;
  const args = [room, epoch, JSON.stringify([...people])];
  return [
    {
      sql: `${latest} delete from memberships
        where room_id = ?1 and person_id in (
          select by from latest where type in ('member.left', 'member.erased'))`,
      args,
    },
    {
      sql: `${latest} insert into memberships (room_id, person_id, role, since)
        select ?1, by, iif(type = 'room.created', 'owner', 'member'), at
        from latest where type not in ('member.left', 'member.erased')
        on conflict do update set role = excluded.role, since = excluded.since`,
      args,
    },
  ];
}

function changesMembership(event: RoomEvent): boolean {
  return !event.imported && CHANGES_MEMBERSHIP.includes(event.type);
}

const CHANGES_MEMBERSHIP: readonly RoomEvent["type"][] = [
  "room.created",
  "member.joined",
  "member.left",
  "member.erased",
];

function summarise(room: RoomId, events: readonly RoomEvent[]): InStatement {
  const spokenAt = events.filter(({ type }) => type === "message.posted").map(({ at }) => at);
  const newest = spokenAt.length === 0 ? null : spokenAt.reduce((a, b) => Math.max(a, b));
  return {
    sql: `update rooms set
        members = (select count(*) from memberships where room_id = ?1),
        last_at = coalesce(max(last_at, ?2), last_at, ?2)
      where id = ?1`,
    args: [room, newest],
  };
}

// Someone was renamed while they joined, or was told two names in the wrong order: their next refresh tells the room again (names.ts).
function noteOldNames({ room, epoch }: Batch, events: readonly RoomEvent[]): InStatement[] {
  const told = events.filter(({ type, imported }) => TELLS_A_NAME.includes(type) && !imported);
  if (told.length === 0) return [];
  const people = JSON.stringify([...new Set(told.map(({ by }) => by))]);
  return [
    {
      sql: `with latest as (
          select by, coalesce(json->>'to', json->>'name') as name, max(seq) from events
          where room_id = ?1 and epoch = ?2 and by in (select value from json_each(?3))
            and type <> 'message.posted' and type in (select value from json_each(?4))
            and json->>'imported' is null
          group by by)
        update accounts set name_version = name_version + 1
        where id in (select value from json_each(?3)) and kind = 'person' and exists (
          select 1 from latest where latest.by = accounts.id and latest.name <> accounts.name)`,
      args: [room, epoch, people, JSON.stringify(TELLS_A_NAME)],
    },
  ];
}

/** Events that say what their author is called in the room from then on. */
const TELLS_A_NAME: readonly RoomEvent["type"][] = [
  "room.created",
  "member.joined",
  "member.renamed",
];

// Whoever was deleted while something of theirs was on its way here, or is a member again in a room that was restored.
function noteNamesOfDeparted({ room, epoch }: Batch, events: readonly RoomEvent[]): InStatement {
  return {
    sql: `insert into erasures (person_id, room_id, told_at)
      select distinct events.by, ?1, 0 from events
      cross join accounts on accounts.id = events.by and accounts.kind = 'departed'
      where events.room_id = ?1 and events.epoch = ?2 and events.seq between ?3 and ?4
        and (events.json->>'name' <> ''
          or exists (select 1 from memberships where room_id = ?1 and person_id = events.by))
      on conflict do nothing`,
    args: [room, epoch, events.at(0)?.seq ?? 0, events.at(-1)?.seq ?? 0],
  };
}
