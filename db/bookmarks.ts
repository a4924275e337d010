import * as v from "valibot";
import { PersonId, RoomId } from "#protocol/ids.ts";
import { BOOKMARK_TELLS, MAX_BOOKMARKS } from "#protocol/limits.ts";
import type { Database } from "./client.ts";

const Bookmark = v.object({
  room: RoomId,
  seq: v.number(),
  savedAt: v.number(),
  roomName: v.nullable(v.string()),
  by: v.nullable(PersonId),
  name: v.nullable(v.string()),
  at: v.nullable(v.number()),
  body: v.nullable(v.string()),
  isAction: v.nullable(v.number()),
  isDeleted: v.nullable(v.number()),
});

/** A message that somebody keeps, as it is now; without one where the archive does not have it yet. */
export type Bookmark = {
  room: RoomId;
  seq: number;
  savedAt: number;
  roomName: string | null;
  message: {
    by: PersonId;
    /** What they are called today; empty for whoever has deleted their account. */
    name: string;
    at: number;
    body: string;
    isAction: boolean;
    isDeleted: boolean;
  } | null;
};

/** Of the rooms that they are in only: what one has left is nobody's to read any more. */
export async function bookmarksOf(database: Database, person: PersonId): Promise<Bookmark[]> {
  const { rows } = await database.client.execute({
    sql: `select kept.room_id as room, kept.seq, kept.saved_at as savedAt, rooms.name as roomName,
        posted.by, posted.at, messages.action as isAction,
        case when author.kind = 'departed' then '' else coalesce(author.name, posted.json->>'name') end as name,
        substr(coalesce(messages.body, ''), 1, ?2) as body,
        posted.json->>'deleted' is not null as isDeleted
      from bookmarks as kept
      join memberships on memberships.room_id = kept.room_id and memberships.person_id = kept.person_id
      left join rooms on rooms.id = kept.room_id
      left join archive_epochs on archive_epochs.room_id = kept.room_id
      left join events as posted on posted.room_id = kept.room_id and posted.epoch = archive_epochs.epoch
        and posted.seq = kept.seq and posted.type = 'message.posted'
      left join messages on messages.room_id = posted.room_id and messages.id = posted.id and messages.by = posted.by
      left join accounts as author on author.id = posted.by
      where kept.person_id = ?1
      order by kept.saved_at desc, kept.room_id, kept.seq desc
      limit ?3`,
    args: [person, BOOKMARK_TELLS, MAX_BOOKMARKS],
  });
  return rows.map((row) => {
    const { by, name, at, body, isAction, isDeleted, ...kept } = v.parse(Bookmark, row);
    if (by === null || at === null) return { ...kept, message: null };
    const message = {
      by,
      name: name ?? "",
      at,
      body: body ?? "",
      isAction: isAction === 1,
      isDeleted: isDeleted === 1,
    };
    return { ...kept, message };
  });
}

/** Keeps a message at hand, once. The answer says what became of it; asked again it is the same. */
export async function addBookmark(
  database: Database,
  { person, room, seq }: { person: PersonId; room: RoomId; seq: number },
  now: number,
): Promise<"kept" | "full" | "not_member"> {
  await database.client.execute({
    sql: `insert into bookmarks (person_id, room_id, seq, saved_at)
      select ?1, ?2, ?3, ?4
      where exists (select 1 from memberships where room_id = ?2 and person_id = ?1)
        and (select count(*) from bookmarks where person_id = ?1) < ?5
      on conflict do nothing`,
    args: [person, room, seq, now, MAX_BOOKMARKS],
  });
  const { rows } = await database.client.execute({
    sql: `select exists (select 1 from memberships where room_id = ?2 and person_id = ?1) as isMember,
        exists (select 1 from bookmarks where person_id = ?1 and room_id = ?2 and seq = ?3) as isKept`,
    args: [person, room, seq],
  });
  if (rows[0]?.["isMember"] !== 1) return "not_member";
  return rows[0]["isKept"] === 1 ? "kept" : "full";
}

export async function removeBookmark(
  database: Database,
  { person, room, seq }: { person: PersonId; room: RoomId; seq: number },
): Promise<void> {
  await database.client.execute({
    sql: "delete from bookmarks where person_id = ? and room_id = ? and seq = ?",
    args: [person, room, seq],
  });
}
