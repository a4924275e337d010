import type { InStatement } from "@libsql/client/web";
import { and, eq, gt } from "drizzle-orm";
import { writeBatch, type Database } from "./client.ts";
import { ceremonies } from "./schema/credentials.ts";

/** One side of a conversation that is not over. `hash` is of a secret that the browser holds, `expiresAt` in ms since epoch. */
export type Ceremony = { hash: string; kind: string; data: string; expiresAt: number };

type Name = Pick<Ceremony, "hash" | "kind">;

/** Keeps it for when they come back, and forgets all those that nobody came back for. */
export async function beginCeremony(
  database: Database,
  { hash, kind, data, expiresAt }: Ceremony,
  now: number,
): Promise<void> {
  await writeBatch(database, [
    { sql: "delete from ceremonies where expires_at <= ?", args: [now] },
    {
      // Written again when an answer was lost: the same then.
      sql: "insert into ceremonies (hash, kind, data, expires_at) values (?, ?, ?, ?) on conflict do nothing",
      args: [hash, kind, data, expiresAt],
    },
  ]);
}

/** What is kept under this hash, or undefined. It stays. */
export async function lookAtCeremony(
  database: Database,
  { hash, kind }: Name,
  now: number,
): Promise<string | undefined> {
  const [row] = await database.ask
    .select({ data: ceremonies.data })
    .from(ceremonies)
    .where(
      and(eq(ceremonies.hash, hash), eq(ceremonies.kind, kind), gt(ceremonies.expiresAt, now)),
    );
  return row?.data;
}

/** What was kept under this hash. Of any number who ask, one gets it, and only in time; all the others get undefined. */
export async function takeCeremony(
  database: Database,
  { hash, kind }: Name,
  now: number,
): Promise<string | undefined> {
  const [taken] = await writeBatch(database, [
    {
      sql: "delete from ceremonies where hash = ? and kind = ? and expires_at > ? returning data",
      args: [hash, kind, now],
    },
  ]);
  const data = taken?.rows[0]?.["data"];
  return typeof data === "string" ? data : undefined;
}

/** Ends one as part of what came of it, when that account has come to be. */
export function endCeremony(hash: string, account: string): InStatement {
  return {
    sql: "delete from ceremonies where hash = ? and exists (select 1 from accounts where id = ?)",
    args: [hash, account],
  };
}
