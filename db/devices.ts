import { and, desc, eq, gt, isNull } from "drizzle-orm";
import * as v from "valibot";
import type { PersonId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { writeBatch, type Database } from "./client.ts";
import { accounts } from "./schema/accounts.ts";
import { sessions } from "./schema/sessions.ts";

/** A place where someone is signed in: one session. `device` is such as "Firefox on Linux"; times in ms since epoch. */
export type Device = {
  id: string;
  device: string;
  /** Roughly where it signed in; null when nobody can tell. */
  place: string | null;
  createdAt: number;
  lastUsedAt: number;
};

/** A session that goes on, with what its person is now. */
export type LiveSession = { name: string; role: CommunityRole; provedAt: number };

/** A session that has ended within this time, in ms, is given again: whoever was to be told of its end may not have been reached. */
const TOLD_AGAIN_MS = 24 * 60 * 60_000;

/** `others`: all but the one that asks. */
export type Which = { id: string } | { butNot: string } | "all";

/** Where this person is signed in, the one that was used last first. */
export function devicesOf(database: Database, person: PersonId, now: number): Promise<Device[]> {
  return database.ask
    .select({
      id: sessions.id,
      device: sessions.device,
      place: sessions.place,
      createdAt: sessions.createdAt,
      lastUsedAt: sessions.lastUsedAt,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(and(eq(sessions.accountId, person), isLive(now)))
    .orderBy(desc(sessions.lastUsedAt), desc(sessions.createdAt));
}

/** This session of this person, or undefined when it has ended. */
export async function liveSession(
  database: Database,
  person: PersonId,
  session: string,
  now: number,
): Promise<LiveSession | undefined> {
  const [row] = await database.ask
    .select({ name: accounts.name, role: accounts.role, provedAt: sessions.provedAt })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(and(eq(sessions.id, session), eq(sessions.accountId, person), isLive(now)));
  return row;
}

/** They have shown again that it is them, in this session. */
export async function noteProof(database: Database, session: string, now: number): Promise<void> {
  await database.ask.update(sessions).set({ provedAt: now }).where(eq(sessions.id, session));
}

/** Signs this person out there. Gives the sessions that have ended by it, and those that had a short while before. Safe to repeat. */
export async function endDevices(
  database: Database,
  person: PersonId,
  which: Which,
  now: number,
): Promise<string[]> {
  const [condition, ids] = conditionOf(which);
  const [, ended] = await writeBatch(database, [
    {
      sql: `update sessions set revoked_at = ? where account_id = ? and revoked_at is null ${condition}`,
      args: [now, person, ...ids],
    },
    {
      sql: `select id from sessions where account_id = ? and revoked_at > ? ${condition}`,
      args: [person, now - TOLD_AGAIN_MS, ...ids],
    },
  ]);
  return (ended?.rows ?? []).map((row) => v.parse(v.string(), row["id"]));
}

function conditionOf(which: Which): [sql: string, args: string[]] {
  if (which === "all") return ["", []];
  return "id" in which ? ["and id = ?", [which.id]] : ["and id <> ?", [which.butNot]];
}

function isLive(now: number) {
  return and(
    isNull(sessions.revokedAt),
    gt(sessions.expiresAt, now),
    eq(sessions.version, accounts.sessionVersion),
    eq(accounts.kind, "person"),
    isNull(accounts.bannedAt),
  );
}
