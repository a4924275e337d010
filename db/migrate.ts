import { createClient } from "@libsql/client/web";
import { drizzle } from "drizzle-orm/libsql/web";
import { migrate as runMigrations } from "drizzle-orm/libsql/migrator";
import { fileURLToPath } from "node:url";

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

// An address may hold a token.
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "an unreadable address";
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return "unknown reason";
  return error.cause instanceof Error ? reason(error.cause) : error.message;
}
