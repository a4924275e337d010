import { and, eq, gt, isNull, ne, or } from "drizzle-orm";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import type { Database } from "./client.ts";
import { accounts } from "./schema/accounts.ts";
import { memberships } from "./schema/rooms.ts";

/** What someone is doing. One of `emoji` and `text` may be empty. `until`: when it goes by itself, in ms since epoch; null: it stays. */
export type Status = { emoji: string; text: string; until: number | null };

export type Profile = { pronouns: string; status: Status | null };

/** Someone as others may see them. `since`: when their account began, in ms since epoch. */
export type Card = Profile & {
  id: PersonId;
  name: string;
  kind: "person" | "placeholder" | "departed";
  role: CommunityRole;
  since: number;
  isBanned: boolean;
};

/** Undefined when nobody has this id. A status whose time is over at `now` counts as none. */
export async function cardOf(
  database: Database,
  person: PersonId,
  now: number,
): Promise<Card | undefined> {
  const [row] = await database.ask.select().from(accounts).where(eq(accounts.id, person));
  if (!row) return undefined;
  const { id, name, kind, role, createdAt: since, pronouns, bannedAt } = row;
  return {
    id,
    name,
    kind,
    role,
    since,
    pronouns,
    status: statusOf(row, now),
    isBanned: bannedAt !== null,
  };
}

/** Takes the place of all that was said before. */
export async function setProfile(
  database: Database,
  person: PersonId,
  { pronouns, status }: Profile,
): Promise<void> {
  await database.ask
    .update(accounts)
    .set({
      pronouns,
      statusEmoji: status?.emoji ?? "",
      statusText: status?.text ?? "",
      statusUntil: status?.until ?? null,
    })
    .where(eq(accounts.id, person));
}

/** Whether both are in some room now, as far as the directory knows. */
export async function shareARoom(
  database: Database,
  one: PersonId,
  other: PersonId,
): Promise<boolean> {
  const rooms = (person: PersonId) =>
    database.ask
      .select({ room: memberships.roomId })
      .from(memberships)
      .where(eq(memberships.personId, person));
  const [theirs, others] = [rooms(one).as("theirs"), rooms(other).as("others")];
  const shared = await database.ask
    .select({ room: theirs.room })
    .from(theirs)
    .innerJoin(others, eq(theirs.room, others.room))
    .limit(1);
  return shared.length > 0;
}

/** Those in the room who say what they are doing, at `now`. */
export async function statusesIn(
  database: Database,
  room: RoomId,
  now: number,
): Promise<(Status & { id: PersonId })[]> {
  const rows = await database.ask
    .select({
      id: accounts.id,
      emoji: accounts.statusEmoji,
      text: accounts.statusText,
      until: accounts.statusUntil,
    })
    .from(memberships)
    .innerJoin(accounts, eq(accounts.id, memberships.personId))
    .where(
      and(
        eq(memberships.roomId, room),
        eq(accounts.kind, "person"),
        isNull(accounts.bannedAt),
        or(ne(accounts.statusEmoji, ""), ne(accounts.statusText, "")),
        or(isNull(accounts.statusUntil), gt(accounts.statusUntil, now)),
      ),
    );
  return rows;
}

export async function isInRoom(
  database: Database,
  person: PersonId,
  room: RoomId,
): Promise<boolean> {
  const rows = await database.ask
    .select({ room: memberships.roomId })
    .from(memberships)
    .where(and(eq(memberships.personId, person), eq(memberships.roomId, room)));
  return rows.length > 0;
}

type StatusColumns = { statusEmoji: string; statusText: string; statusUntil: number | null };

function statusOf(row: StatusColumns, now: number): Status | null {
  const { statusEmoji: emoji, statusText: text, statusUntil: until } = row;
  const isOver = until !== null && until <= now;
  return isOver || (emoji === "" && text === "") ? null : { emoji, text, until };
}
