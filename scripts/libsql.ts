import { chmod, readFile, writeFile } from "node:fs/promises";
import * as v from "valibot";
import { openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { fillNameKeys } from "#db/name-keys.ts";
import { nameKeyOf } from "#party/names/name-key.ts";
import { parseJson } from "#protocol/decode.ts";
import type { DataFolder } from "./data-folder.ts";
import { startSqld, type Sqld } from "./sqld.ts";
import { Trouble } from "./trouble.ts";

/** What whoever may read the data folder needs to ask the running database: an operator who copies it. */
const DatabaseDoor = v.object({ url: v.string(), token: v.string() });
export type DatabaseDoor = v.InferOutput<typeof DatabaseDoor>;

/**
 * The community's database, up and with the newest tables. `before`: one that has ended and whose clients are still there; they find this one
 * in its place. @throws Trouble when it cannot be opened or brought there.
 */
export async function startLibsql(
  data: DataFolder,
  before?: Pick<Sqld, "port" | "key">,
): Promise<Sqld> {
  const sqld = await startSqld({ dir: data.libsql, ...before });
  try {
    const door = { url: sqld.url, token: sqld.key.token };
    await bringUpToDate(door);
    await tellDoor(data, door);
    return sqld;
  } catch (error) {
    await sqld.stop();
    const why = error instanceof Error ? error.message : String(error);
    throw new Trouble(
      `${why} Its files are in ${data.libsql}: restore them from a backup, or move the folder away to begin anew.`,
    );
  }
}

/** Gives a database the newest tables, and what is computed of them. @throws Error with one sentence for the operator. */
export async function bringUpToDate({ url, token }: { url: string; token?: string | undefined }) {
  await migrate(url, token);
  await fillNameKeys(openDatabase({ LIBSQL_URL: url, LIBSQL_TOKEN: token }), nameKeyOf);
}

async function tellDoor({ door }: DataFolder, told: DatabaseDoor): Promise<void> {
  await writeFile(door, `${JSON.stringify(told)}\n`, { mode: 0o600 });
  // The mode counts for new files only, and a copy from a backup may have another.
  await chmod(door, 0o600);
}

/** @throws Error when no server has been started in this folder. What it says is good while that server runs. */
export async function databaseDoor({ door }: DataFolder): Promise<DatabaseDoor> {
  return v.parse(DatabaseDoor, parseJson(await readFile(door, "utf8")));
}
