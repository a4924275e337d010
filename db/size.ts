import type { Database } from "./client.ts";

/** What the database takes on its disk, in bytes; null where it does not tell. */
export async function databaseBytes({ client }: Database): Promise<number | null> {
  try {
    const [pages, sizes] = await client.batch(
      ["select page_count from pragma_page_count", "select page_size from pragma_page_size"],
      "read",
    );
    const count = Number(pages?.rows[0]?.["page_count"]);
    const bytes = count * Number(sizes?.rows[0]?.["page_size"]);
    return Number.isFinite(bytes) ? bytes : null;
  } catch {
    // A database elsewhere may refuse to speak of it, and the other figures are worth showing all the same.
    return null;
  }
}
