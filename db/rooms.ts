import { and, asc, eq, isNotNull } from "drizzle-orm";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { statement, writeBatch, type Database } from "./client.ts";
import { nameKey } from "./room-name.ts";
import { accounts } from "./schema/accounts.ts";
import { invitations, memberships, rooms } from "./schema/rooms.ts";

export type ListedRoom = {
  id: RoomId;
  name: string;
  topic: string;
  members: number;
  /** Whether the one who asks is in it. */
  joined: boolean;
  /** The time of its newest message; null before the first. */
  lastAt: number | null;
  /** By whom and when the one who asks was asked into it; null when nobody has, or they are in. */
  invitation: { by: PersonId; name: string; at: number } | null;
};

export type NewRoom = { id: RoomId; name: string; topic: string; by: PersonId };

/** `open` is a repeat of a creation that has come to its end, `other` an id that stands for something else. */
export type Claim = "claimed" | "open" | "name_taken" | "other";

/** A creation that has not ended after this time has failed and holds no name any more, in ms. */
const CLAIM_HOLDS_MS = 60_000;

/** The directory: every open room by name, as `person` sees it. */
export async function listRooms(database: Database, person: PersonId): Promise<ListedRoom[]> {
  const rows = await database.ask
    .select({
      room: rooms,
      membership: memberships.personId,
      invitation: { by: invitations.by, at: invitations.at },
      inviter: accounts.name,
    })
    .from(rooms)
    .leftJoin(memberships, and(eq(memberships.roomId, rooms.id), eq(memberships.personId, person)))
    .leftJoin(invitations, and(eq(invitations.roomId, rooms.id), eq(invitations.personId, person)))
    .leftJoin(accounts, eq(accounts.id, invitations.by))
    .where(isNotNull(rooms.openedAt))
    .orderBy(asc(rooms.nameKey), asc(rooms.id));
  return rows.map(({ room, membership, invitation, inviter }) => {
    const { id, name, topic, members, lastAt } = room;
    const isAsked = membership === null && invitation !== null && inviter !== null;
    return {
      id,
      name,
      topic,
      members,
      joined: membership !== null,
      lastAt,
      invitation: isAsked ? { ...invitation, name: inviter } : null,
    };
  });
}

/** Takes the name for a room that is about to be created. The same person may repeat it. */
export async function claimRoom(database: Database, room: NewRoom, now: number): Promise<Claim> {
  const { id, name, topic, by } = room;
  const key = nameKey(name);
  const results = await writeBatch(database, [
    {
      sql: `update rooms set name_key = null
        where name_key = ? and id <> ? and opened_at is null and created_at < ?`,
      args: [key, id, now - CLAIM_HOLDS_MS],
    },
    {
      sql: `insert into rooms (id, name, name_key, topic, created_by, created_at, members)
        values (?, ?, ?, ?, ?, ?, 0)
        on conflict do nothing`,
      args: [id, name, key, topic, by, now],
    },
    {
      sql: `update rooms set name_key = ?1, created_at = ?2
        where id = ?3 and created_by = ?4 and name = ?5 and opened_at is null
          and not exists (select 1 from rooms where name_key = ?1 and id <> ?3)`,
      args: [key, now, id, by, name],
    },
    statement(database.ask.select().from(rooms).where(eq(rooms.id, id))),
  ]);
  const stored = results.at(-1)?.rows[0];
  if (!stored) return "name_taken";
  const isThisOne =
    stored["created_by"] === by && stored["name"] === name && stored["topic"] === topic;
  if (!isThisOne) return "other";
  if (stored["opened_at"] !== null) return "open";
  return stored["name_key"] === key ? "claimed" : "name_taken";
}

/** The room says that it exists: it joins the directory, with its founder in it. */
export async function openRoom(
  database: Database,
  { id, by }: Pick<NewRoom, "id" | "by">,
  now: number,
): Promise<void> {
  await writeBatch(database, [
    {
      // The room's own archive may have come first, and knows better.
      sql: `insert into memberships (room_id, person_id, role, since)
        select id, ?, 'owner', ? from rooms where id = ? and opened_at is null
        on conflict do nothing`,
      args: [by, now, id],
    },
    {
      sql: `update rooms set opened_at = ?1,
          members = (select count(*) from memberships where room_id = ?2)
        where id = ?2 and opened_at is null`,
      args: [now, id],
    },
  ]);
}

/** Gives the name of a creation that was refused back at once. */
export async function releaseRoom(
  database: Database,
  { id, by }: Pick<NewRoom, "id" | "by">,
): Promise<void> {
  await writeBatch(database, [
    {
      sql: "delete from rooms where id = ? and created_by = ? and opened_at is null",
      args: [id, by],
    },
  ]);
}

/** The room that holds this name, open or still being created. */
export async function findRoomByName(
  database: Database,
  name: string,
): Promise<{ id: RoomId; name: string; topic: string; by: PersonId; isOpen: boolean } | undefined> {
  const [row] = await database.ask
    .select()
    .from(rooms)
    .where(eq(rooms.nameKey, nameKey(name)));
  if (!row) return undefined;
  const { id, topic, createdBy, openedAt } = row;
  return { id, name: row.name, topic, by: createdBy, isOpen: openedAt !== null };
}
