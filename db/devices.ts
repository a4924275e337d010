import { and, desc, eq, gt, isNull } from "drizzle-orm";
import * as v from "valibot";
import type { PersonId } from "#protocol/ids.ts";
import { writeBatch, type Database } from "./client.ts";
import { accounts } from "./schema/accounts.ts";
import { sessions } from "./schema/sessions.ts";

/** A place where someone is signed in: one session. `device` is such as "Firefox on Linux"; times in ms since epoch. */
export type Device = { id: string; device: string; createdAt: number; lastUsedAt: number };

/** `others`: all but the one that asks. */
export type Which = { id: string } | { butNot: string } | "all";

/** Where this person is signed in, the one that was used last first. */
export function devicesOf(database: Database, person: PersonId, now: number): Promise<Device[]> {
  return database.ask
    .select({
      id: sessions.id,
      device: sessions.device,
      createdAt: sessions.createdAt,
      lastUsedAt: sessions.lastUsedAt,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(
      and(
        eq(sessions.accountId, person),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, now),
        eq(sessions.version, accounts.sessionVersion),
      ),
    )
    .orderBy(desc(sessions.lastUsedAt), desc(sessions.createdAt));
}

/** Whether this session of this person has not been ended. */
export async function isSignedIn(
  database: Database,
  person: PersonId,
  session: string,
  now: number,
): Promise<boolean> {
  return (await devicesOf(database, person, now)).some(({ id }) => id === session);
}

/** Signs this person out there. Gives the sessions that have ended by it. */
export async function endDevices(
  database: Database,
  person: PersonId,
  which: Which,
  now: number,
): Promise<string[]> {
  const [condition, ids] = conditionOf(which);
  const [ended] = await writeBatch(database, [
    {
      sql: `update sessions set revoked_at = ? where account_id = ? and revoked_at is null ${condition} returning id`,
      args: [now, person, ...ids],
    },
  ]);
  return (ended?.rows ?? []).map((row) => v.parse(v.string(), row["id"]));
}

function conditionOf(which: Which): [sql: string, args: string[]] {
  if (which === "all") return ["", []];
  return "id" in which ? ["and id = ?", [which.id]] : ["and id <> ?", [which.butNot]];
}
