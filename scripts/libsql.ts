import { migrate } from "#db/migrate.ts";
import type { DataFolder } from "./data-folder.ts";
import { startSqld, type Sqld } from "./sqld.ts";
import { Trouble } from "./trouble.ts";

/** The community's database, up and with the newest tables. @throws Trouble when it cannot be opened or brought there. */
export async function startLibsql(data: DataFolder): Promise<Sqld> {
  const sqld = await startSqld({ dir: data.libsql });
  try {
    await migrate(sqld.url);
    return sqld;
  } catch (error) {
    await sqld.stop();
    const why = error instanceof Error ? error.message : String(error);
    throw new Trouble(
      `${why} Its files are in ${data.libsql}: restore them from a backup, or move the folder away to begin anew.`,
    );
  }
}
