import { writeBatch, type Database } from "./client.ts";

/** One side of a conversation that is not over. `hash` is of a secret that the browser holds, `expiresAt` in ms since epoch. */
export type Ceremony = { hash: string; kind: string; data: string; expiresAt: number };

/** Keeps it for when they come back, and forgets all those that nobody came back for. */
export async function beginCeremony(
  database: Database,
  { hash, kind, data, expiresAt }: Ceremony,
  now: number,
): Promise<void> {
  await writeBatch(database, [
    { sql: "delete from ceremonies where expires_at <= ?", args: [now] },
    {
      sql: "insert into ceremonies (hash, kind, data, expires_at) values (?, ?, ?, ?)",
      args: [hash, kind, data, expiresAt],
    },
  ]);
}

/** What was kept under this hash. Of any number who ask, one gets it, and only in time; all the others get undefined. */
export async function takeCeremony(
  database: Database,
  { hash, kind }: Pick<Ceremony, "hash" | "kind">,
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
