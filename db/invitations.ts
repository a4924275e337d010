import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { InStatement } from "@libsql/client/web";
import type { RoomEvent } from "#protocol/events.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { writeBatch, type Database } from "./client.ts";
import { accounts } from "./schema/accounts.ts";
import { invitations } from "./schema/rooms.ts";

/** Those of these people who can be asked into a room, and what they are: no placeholders, nobody who has left or was put out. */
export async function invitable(
  database: Database,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, CommunityRole>> {
  const rows = await database.ask
    .select({ id: accounts.id, role: accounts.role })
    .from(accounts)
    .where(
      and(
        inArray(accounts.id, [...people]),
        eq(accounts.kind, "person"),
        isNull(accounts.bannedAt),
      ),
    );
  return new Map(rows.map(({ id, role }) => [id, role]));
}

/** Those who are asked into this room, by name. */
export function invitedTo(
  database: Database,
  room: RoomId,
): Promise<{ id: PersonId; name: string }[]> {
  return database.ask
    .select({ id: accounts.id, name: accounts.name })
    .from(invitations)
    .innerJoin(accounts, eq(accounts.id, invitations.personId))
    .where(and(eq(invitations.roomId, room), eq(accounts.kind, "person")))
    .orderBy(asc(accounts.name), asc(accounts.id));
}

/** The rooms that this person is asked into, as far as the directory knows. */
export async function roomsInviting(database: Database, person: PersonId): Promise<RoomId[]> {
  const rows = await database.ask
    .select({ room: invitations.roomId })
    .from(invitations)
    .where(eq(invitations.personId, person));
  return rows.map(({ room }) => room);
}

/**
 * Tells the directory at once what the room's own archive will tell it a second later, so that whoever is asked in finds the room. Safe
 * to repeat and to lose: the archive has the last word.
 */
export async function noteInvitations(
  database: Database,
  room: RoomId,
  event: RoomEvent,
): Promise<void> {
  const statements = changesBy(room, event);
  if (statements.length > 0) await writeBatch(database, statements);
}

function changesBy(room: RoomId, event: RoomEvent): InStatement[] {
  const { by, at, seq } = event;
  switch (event.type) {
    case "member.invited":
      return [
        {
          sql: `insert into invitations (room_id, person_id, by, at, seq, epoch)
            select ?1, accounts.id, ?2, ?3, ?4,
              coalesce((select epoch from archive_epochs where room_id = ?1), '')
            from accounts where id in (select value from json_each(?5)) and kind = 'person'
            on conflict do nothing`,
          args: [room, by, at, seq, JSON.stringify(event.people)],
        },
      ];
    case "member.uninvited":
      return [over(room, [event.person], seq)];
    case "member.joined":
      return [over(room, [by], seq)];
    case "member.left":
    case "member.erased":
      return event.withdrawn ? [over(room, event.withdrawn, seq)] : [];
    case "room.created":
    case "member.renamed":
    case "message.posted":
    case "message.edited":
    case "message.deleted":
    case "message.reacted":
    case "message.pinned":
    case "note.mentioned":
      return [];
  }
}

function over(room: RoomId, people: readonly PersonId[], seq: number): InStatement {
  return {
    sql: `delete from invitations where room_id = ? and seq < ?
      and person_id in (select value from json_each(?))`,
    args: [room, seq, JSON.stringify(people)],
  };
}
