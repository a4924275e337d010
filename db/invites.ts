import { and, desc, eq, gt, inArray, isNull, lt } from "drizzle-orm";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { PERMISSIONS } from "#protocol/roles.ts";
import { statement, writeBatch, type Database } from "./client.ts";
import { accounts } from "./schema/accounts.ts";
import { community } from "./schema/community.ts";
import { invites } from "./schema/invites.ts";
import { rooms } from "./schema/rooms.ts";

/** What an invite makes of whoever uses it, and who may. */
export type InviteTerms = {
  role: "member" | "guest";
  /** A room that they come into at once. */
  room: RoomId | null;
  /** Only for addresses of this domain, such as "example.org". */
  emailDomain: string | null;
};

export type NewInvite = InviteTerms & {
  id: string;
  tokenHash: string;
  by: PersonId;
  maxUses: number;
  expiresAt: number;
};

export type OpenInvite = Omit<InviteTerms, "room"> & {
  id: string;
  /** By name, because that is how people know it. */
  room: string | null;
  createdBy: string;
  createdAt: number;
  expiresAt: number;
  maxUses: number;
  uses: number;
};

/** What an invite says to whoever holds the link. */
export type InviteLook = InviteTerms & {
  community: string;
  invitedBy: string;
  roomName: string | null;
};

export async function addInvite(database: Database, invite: NewInvite, now: number): Promise<void> {
  const { id, tokenHash, by, role, room, emailDomain, maxUses, expiresAt } = invite;
  await database.ask.insert(invites).values({
    id,
    tokenHash,
    createdBy: by,
    role,
    roomId: room,
    emailDomain,
    maxUses,
    uses: 0,
    createdAt: now,
    expiresAt,
  });
}

/** Those that can still be used, newest first. */
export function openInvites(database: Database, now: number): Promise<OpenInvite[]> {
  return database.ask
    .select({
      id: invites.id,
      role: invites.role,
      room: rooms.name,
      emailDomain: invites.emailDomain,
      createdBy: accounts.name,
      createdAt: invites.createdAt,
      expiresAt: invites.expiresAt,
      maxUses: invites.maxUses,
      uses: invites.uses,
    })
    .from(invites)
    .innerJoin(accounts, eq(accounts.id, invites.createdBy))
    .leftJoin(rooms, eq(rooms.id, invites.roomId))
    .where(isOpen(now))
    .orderBy(desc(invites.createdAt), desc(invites.id))
    .limit(500);
}

export async function revokeInvite(database: Database, id: string, now: number): Promise<void> {
  await writeBatch(database, [
    statement(
      database.ask
        .update(invites)
        .set({ revokedAt: now })
        .where(and(eq(invites.id, id), isNull(invites.revokedAt))),
    ),
  ]);
}

/** What someone with the link may see before deciding; undefined when it cannot be used any more, `closed` while nobody may come in. */
export async function lookAtInvite(
  database: Database,
  tokenHash: string,
  now: number,
): Promise<InviteLook | "closed" | undefined> {
  const [row] = await database.ask
    .select({
      community: community.name,
      door: community.door,
      invitedBy: accounts.name,
      role: invites.role,
      room: invites.roomId,
      roomName: rooms.name,
      emailDomain: invites.emailDomain,
    })
    .from(invites)
    .innerJoin(accounts, eq(accounts.id, invites.createdBy))
    .innerJoin(community, eq(community.id, 1))
    .leftJoin(rooms, eq(rooms.id, invites.roomId))
    .where(and(eq(invites.tokenHash, tokenHash), isOpen(now)));
  if (!row) return undefined;
  if (row.door === "closed") return "closed";
  const { door: _, ...look } = row;
  return look;
}

// An inviter who has lost the right takes their invites along.
function isOpen(now: number) {
  return and(
    isNull(invites.revokedAt),
    gt(invites.expiresAt, now),
    lt(invites.uses, invites.maxUses),
    eq(accounts.kind, "person"),
    isNull(accounts.bannedAt),
    inArray(accounts.role, [...PERMISSIONS["invite.make"]]),
  );
}
