import { and, asc, count, eq, gt, isNull, lte, max, or } from "drizzle-orm";
import type { CommandId, PersonId, RoomId } from "#protocol/ids.ts";
import type { Database } from "./client.ts";
import { accounts } from "./schema/accounts.ts";
import { messages } from "./schema/archive.ts";
import { bookmarks } from "./schema/bookmarks.ts";
import { emails, identities, passkeys, passwords, recoveryCodes } from "./schema/credentials.ts";
import { invites } from "./schema/invites.ts";
import { invitations, memberships, rooms } from "./schema/rooms.ts";
import { sessions } from "./schema/sessions.ts";

/** All that is kept of a person beside what they have written, without anything that would let its reader in. Times in ms since epoch. */
export type OwnFacts = Awaited<ReturnType<typeof factsOf>>;

export async function factsOf({ ask }: Database, person: PersonId) {
  const [account, addresses, password, keys, sites, [codes], devices, joined, asked, made, kept] =
    await Promise.all([
      ask.select().from(accounts).where(eq(accounts.id, person)),
      ask
        .select({ email: emails.email, verifiedAt: emails.verifiedAt })
        .from(emails)
        .where(eq(emails.accountId, person)),
      ask
        .select({ changedAt: passwords.changedAt })
        .from(passwords)
        .where(eq(passwords.accountId, person)),
      ask
        .select({
          name: passkeys.name,
          isBackedUp: passkeys.isBackedUp,
          createdAt: passkeys.createdAt,
          lastUsedAt: passkeys.lastUsedAt,
        })
        .from(passkeys)
        .where(eq(passkeys.accountId, person)),
      ask
        .select({
          issuer: identities.issuer,
          subject: identities.subject,
          label: identities.label,
          createdAt: identities.createdAt,
          lastUsedAt: identities.lastUsedAt,
        })
        .from(identities)
        .where(eq(identities.accountId, person)),
      ask
        .select({ left: count() })
        .from(recoveryCodes)
        .where(and(eq(recoveryCodes.accountId, person), isNull(recoveryCodes.usedAt))),
      ask
        .select({
          device: sessions.device,
          place: sessions.place,
          createdAt: sessions.createdAt,
          lastUsedAt: sessions.lastUsedAt,
          expiresAt: sessions.expiresAt,
          revokedAt: sessions.revokedAt,
        })
        .from(sessions)
        .where(eq(sessions.accountId, person))
        .orderBy(asc(sessions.createdAt)),
      ask
        .select({
          id: memberships.roomId,
          name: rooms.name,
          role: memberships.role,
          since: memberships.since,
        })
        .from(memberships)
        .leftJoin(rooms, eq(rooms.id, memberships.roomId))
        .where(eq(memberships.personId, person))
        .orderBy(asc(memberships.since)),
      ask
        .select({
          room: rooms.name,
          roomId: invitations.roomId,
          person: invitations.personId,
          by: invitations.by,
          at: invitations.at,
        })
        .from(invitations)
        .leftJoin(rooms, eq(rooms.id, invitations.roomId))
        .where(or(eq(invitations.personId, person), eq(invitations.by, person)))
        .orderBy(asc(invitations.at)),
      ask
        .select({
          role: invites.role,
          room: invites.roomId,
          emailDomain: invites.emailDomain,
          uses: invites.uses,
          maxUses: invites.maxUses,
          createdAt: invites.createdAt,
          expiresAt: invites.expiresAt,
          revokedAt: invites.revokedAt,
        })
        .from(invites)
        .where(eq(invites.createdBy, person))
        .orderBy(asc(invites.createdAt)),
      ask
        .select({
          room: rooms.name,
          roomId: bookmarks.roomId,
          number: bookmarks.seq,
          savedAt: bookmarks.savedAt,
        })
        .from(bookmarks)
        .leftJoin(rooms, eq(rooms.id, bookmarks.roomId))
        .where(eq(bookmarks.personId, person))
        .orderBy(asc(bookmarks.savedAt)),
    ]);
  return {
    account: account[0],
    addresses,
    password: password[0] ?? null,
    passkeys: keys,
    otherSites: sites,
    recoveryCodesLeft: codes?.left ?? 0,
    devices,
    rooms: joined,
    invitations: asked,
    invites: made,
    saved: kept,
  };
}

export type OwnMessage = {
  id: CommandId;
  roomId: RoomId;
  /** Null where only the room's archive is left. */
  room: string | null;
  at: number;
  text: string;
  isAction: boolean;
};

/** The longest messages, so many of them, stay below the 10 MB that libSQL answers at once. */
const PAGE = 500;
/** Rows that one question looks through: nobody's messages have an index of their own, and no question may take long. */
const WINDOW = 50_000;

/** Everything that this person has written and the archive holds, in pages, in the order it was archived. */
export async function* messagesBy(
  { ask }: Database,
  person: PersonId,
): AsyncGenerator<OwnMessage[]> {
  const [newest] = await ask.select({ rowid: max(messages.rowid) }).from(messages);
  const end = newest?.rowid ?? 0;
  for (let after = 0; after < end;) {
    const until = Math.min(after + WINDOW, end);
    const page = await ask
      .select({ message: messages, room: rooms.name })
      .from(messages)
      .leftJoin(rooms, eq(rooms.id, messages.roomId))
      .where(and(gt(messages.rowid, after), lte(messages.rowid, until), eq(messages.by, person)))
      .orderBy(asc(messages.rowid))
      .limit(PAGE);
    yield page.map(({ message: { id, roomId, at, body: text, action: isAction }, room }) => {
      return { id, roomId, room, at, text, isAction };
    });
    const last = page.length === PAGE ? page.at(-1)?.message.rowid : undefined;
    after = last ?? until;
  }
}
