import type { InStatement } from "@libsql/client/web";
import { and, asc, desc, eq, isNull } from "drizzle-orm";
import type { CommunityDoor } from "#protocol/community-door.ts";
import type { EditWindow } from "#protocol/edit-window.ts";
import type { PersonId } from "#protocol/ids.ts";
import { newAccount, type NewAccount } from "./accounts.ts";
import { statement, writeBatch, type Database } from "./client.ts";
import { accounts } from "./schema/accounts.ts";
import { community } from "./schema/community.ts";
import { newSession, type NewSession } from "./sessions.ts";

/** The community's name, or null before it is founded. */
export async function communityName(database: Database): Promise<string | null> {
  const [row] = await database.ask.select({ name: community.name }).from(community).limit(1);
  return row?.name ?? null;
}

/** What a community says of itself at the door; before there is one it has no name. */
export async function communityAtTheDoor(
  database: Database,
): Promise<{ name: string | null; door: CommunityDoor; editWindowMs: EditWindow }> {
  const { name, door, editWindowMs } = community;
  const [row] = await database.ask.select({ name, door, editWindowMs }).from(community).limit(1);
  return row ?? { name: null, door: "closed", editWindowMs: null };
}

/** For how long people may edit what they have said, in ms; null: for ever. */
export async function editWindow(database: Database): Promise<EditWindow> {
  const { editWindowMs } = community;
  const [row] = await database.ask.select({ editWindowMs }).from(community).limit(1);
  return row?.editWindowMs ?? null;
}

/** Who may come in; nobody before there is a community. */
export async function communityDoor(database: Database): Promise<CommunityDoor> {
  const [row] = await database.ask.select({ door: community.door }).from(community).limit(1);
  return row?.door ?? "closed";
}

/** Whatever of it is named. */
export async function changeCommunity(
  database: Database,
  change: { name?: string; door?: CommunityDoor; editWindowMs?: EditWindow },
): Promise<void> {
  await database.ask.update(community).set(change);
}

/**
 * Founds the community and makes its first owner, who is signed in at once. Of any number who try at the same time
 * exactly one succeeds; the others get false and nothing of theirs is kept.
 */
export async function foundCommunity(
  database: Database,
  founding: {
    name: string;
    founder: NewAccount;
    /** Ways to sign in other than a password. They have to ask whether the account exists. */
    ways?: InStatement[];
    /** The founder's name as it is compared. */
    nameKey: string;
    session: NewSession;
    now: number;
  },
): Promise<boolean> {
  const { name, founder, nameKey, ways = [], session, now } = founding;
  const [founded] = await writeBatch(database, [
    statement(
      database.ask
        .insert(community)
        .values({ id: 1, name, foundedBy: founder.id, createdAt: now })
        .onConflictDoNothing(),
    ),
    ...newAccount(founder, nameKey, now, {
      sql: "exists (select 1 from community where founded_by = ?)",
      args: [founder.id],
    }),
    ...ways,
    ...newSession(session, now),
  ]);
  return founded?.rowsAffected === 1;
}

/** The owner in whose name the operator acts: the founder, or when they have gone or given it up, the one who came first. */
export async function actingOwner(
  database: Database,
): Promise<{ id: PersonId; name: string } | undefined> {
  const [owner] = await database.ask
    .select({ id: accounts.id, name: accounts.name })
    .from(accounts)
    .innerJoin(community, eq(community.id, 1))
    .where(and(eq(accounts.role, "owner"), isNull(accounts.bannedAt)))
    .orderBy(desc(eq(accounts.id, community.foundedBy)), asc(accounts.createdAt), asc(accounts.id))
    .limit(1);
  return owner;
}
