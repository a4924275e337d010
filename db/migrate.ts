import { createClient } from "@libsql/client/web";
import { drizzle } from "drizzle-orm/libsql/web";
import { migrate as runMigrations } from "drizzle-orm/libsql/migrator";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as v from "valibot";

const MIGRATIONS = fileURLToPath(new URL("./migrations", import.meta.url));

/**
 * Brings the database at `url` up to the newest schema; nothing happens when it is there already. Node only.
 * @throws Error with one sentence for the operator.
 */
export async function migrate(url: string, token?: string): Promise<void> {
  try {
    const client = createClient({ url, ...(token === undefined ? {} : { authToken: token }) });
    await runMigrations(drizzle(client), { migrationsFolder: MIGRATIONS });
    client.close();
  } catch (error) {
    throw new Error(
      `The database at ${hostOf(url)} could not be brought up to date: ${reason(error)}.`,
      {
        cause: error,
      },
    );
  }
}

/** The names of what `migrate` would do there, oldest first, and how many steps of a newer version the database has already. */
export async function pendingMigrations(
  url: string,
  token?: string,
): Promise<{ pending: string[]; newer: number }> {
  const steps = v.parse(
    Journal,
    JSON.parse(await readFile(`${MIGRATIONS}/meta/_journal.json`, "utf8")),
  );
  const done = await migrationsDone(url, token);
  const last = Math.max(0, ...done);
  const newest = Math.max(...steps.entries.map(({ when }) => when));
  return {
    pending: steps.entries.filter(({ when }) => when > last).map(({ tag }) => tag),
    newer: done.filter((when) => when > newest).length,
  };
}

const Journal = v.object({ entries: v.array(v.object({ tag: v.string(), when: v.number() })) });

/** The times of the steps that the database has gone through. */
async function migrationsDone(url: string, token: string | undefined): Promise<number[]> {
  const client = createClient({ url, ...(token === undefined ? {} : { authToken: token }) });
  try {
    const known = await client.execute(
      "select 1 from sqlite_master where name = '__drizzle_migrations'",
    );
    if (known.rows.length === 0) return [];
    const { rows } = await client.execute("select created_at from __drizzle_migrations");
    return rows.map((row) => Number(row["created_at"]));
  } catch (error) {
    throw new Error(`The database at ${hostOf(url)} cannot be asked: ${reason(error)}.`, {
      cause: error,
    });
  } finally {
    client.close();
  }
}

// An address may hold a token.
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "an unreadable address";
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return "unknown reason";
  return error.cause instanceof Error ? reason(error.cause) : error.message;
}
