import type { InStatement } from "@libsql/client/web";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { PersonId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { statement, writeBatch, type Database } from "./client.ts";
import { LONGEST_WAITING } from "./erasures.ts";
import type { Condition } from "./names.ts";
import { accounts } from "./schema/accounts.ts";
import { refreshTokens, sessions } from "./schema/sessions.ts";

export type NewSession = {
  id: string;
  person: PersonId;
  /** Such as "Firefox on Linux". */
  device: string;
  /** Roughly where, such as "Berlin, DE"; null when nobody can tell. */
  place: string | null;
  expiresAt: number;
  /** The first refresh token. */
  token: NewToken;
};

export type NewToken = { hash: string; generation: number; nonce: string };

export type StoredToken = NewToken & { createdAt: number; usedAt: number | null };

export type Session = {
  id: string;
  person: PersonId;
  name: string;
  role: CommunityRole;
  /** The account's session version. */
  version: number;
  expiresAt: number;
  /** Signed out, or ended for every device of this account. */
  isRevoked: boolean;
  /** Some room has not heard what this person is called by now. */
  isNameUntold: boolean;
  /** When rooms were last told that have to forget a name (erasures.ts), whosever it is; null when all have done so. */
  erasureToldAt: number | null;
};

/** A used token is kept this long, in ms, so that a stolen one betrays itself. */
const KEEP_USED_TOKENS_MS = 24 * 60 * 60 * 1_000;

/**
 * Signs a device in, if the account exists and is welcome. `version`: its session version when it was found who they are, if that was
 * before; when everything that let them in has gone meanwhile, they are not let in. Also clears away this account's sessions that
 * have run out.
 */
export function newSession(
  session: NewSession,
  now: number,
  version: number | null = null,
): InStatement[] {
  const { id, person, device, place, expiresAt, token } = session;
  return [
    { sql: "delete from sessions where account_id = ? and expires_at <= ?", args: [person, now] },
    {
      sql: `insert into sessions
          (id, account_id, version, device, place, proved_at, created_at, last_used_at, expires_at)
        select ?, id, session_version, ?, ?, ?, ?, ?, ? from accounts
        where id = ? and kind = 'person' and banned_at is null
          and session_version = coalesce(?, session_version)`,
      args: [id, device, place, now, now, now, expiresAt, person, version],
    },
    {
      sql: `insert into refresh_tokens (hash, session_id, generation, nonce, created_at)
        select ?, id, ?, ?, ? from sessions where id = ?`,
      args: [token.hash, token.generation, token.nonce, now, id],
    },
  ];
}

/** False when there is no such account (any more) in this version, or it is not welcome. */
export async function startSession(
  database: Database,
  session: NewSession,
  version: number,
  now: number,
): Promise<boolean> {
  const [, started] = await writeBatch(database, newSession(session, now, version));
  return started?.rowsAffected === 1;
}

/** That this session has not been ended: for what takes a while, and must not be done by whoever has been signed out meanwhile. */
export function sessionGoesOn(id: string): Condition {
  return {
    sql: "exists (select 1 from sessions as asking where asking.id = ? and asking.revoked_at is null)",
    args: [id],
  };
}

/** The token with this hash and the session that it belongs to. */
export async function findToken(
  database: Database,
  hash: string,
): Promise<{ token: StoredToken; session: Session } | undefined> {
  const toldAt = sql<number | null>`${sql.raw(LONGEST_WAITING)}`;
  const [row] = await database.ask
    .select({ token: refreshTokens, session: sessions, account: accounts, toldAt })
    .from(refreshTokens)
    .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(refreshTokens.hash, hash));
  if (!row) return undefined;
  const { token, session, account } = row;
  const { nameVersion, toldVersion } = account;
  return {
    token,
    session: {
      id: session.id,
      person: account.id,
      name: account.name,
      role: account.role,
      version: account.sessionVersion,
      expiresAt: session.expiresAt,
      isRevoked:
        session.revokedAt !== null ||
        session.version !== account.sessionVersion ||
        account.bannedAt !== null ||
        account.kind !== "person",
      isNameUntold: toldVersion < nameVersion,
      erasureToldAt: row.toldAt,
    },
  };
}

/** Spends `hash` for `successor`. Of any number who try, one gets true; all the others find it used. */
export async function rotateToken(
  database: Database,
  rotation: { session: string; hash: string; successor: NewToken; now: number },
): Promise<boolean> {
  const { session, hash, successor, now } = rotation;
  const [, spent] = await writeBatch(database, [
    {
      sql: `insert into refresh_tokens (hash, session_id, generation, nonce, created_at)
        select ?, id, ?, ?, ? from sessions where id = ? and revoked_at is null
          and exists (select 1 from refresh_tokens where hash = ? and used_at is null)
        on conflict do nothing`,
      args: [successor.hash, successor.generation, successor.nonce, now, session, hash],
    },
    {
      sql: `update refresh_tokens set used_at = ? where hash = ? and used_at is null
        and exists (select 1 from refresh_tokens where hash = ?)`,
      args: [now, hash, successor.hash],
    },
    {
      sql: "update sessions set last_used_at = max(last_used_at, ?) where id = ?",
      args: [now, session],
    },
    {
      sql: "delete from refresh_tokens where session_id = ? and used_at < ?",
      args: [session, now - KEEP_USED_TOKENS_MS],
    },
  ]);
  return spent?.rowsAffected === 1;
}

export async function revokeSession(database: Database, id: string, now: number): Promise<void> {
  await writeBatch(database, [
    statement(
      database.ask
        .update(sessions)
        .set({ revokedAt: now })
        .where(and(eq(sessions.id, id), isNull(sessions.revokedAt))),
    ),
  ]);
}
