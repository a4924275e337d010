import { sessionStore } from "../session/session.ts";
import { openDatabase, type Database } from "../storage/database.ts";
import { databaseOf } from "../storage/forgiving-disk.ts";
import { searchIn, type HeldMessage, type SearchWish } from "./held-messages.ts";

/** Finds what was said, in all rooms of this person that this browser holds, the newest first. Nothing throws; no network is asked. */
export async function searchHeld(query: string, wish: SearchWish = {}): Promise<HeldMessage[]> {
  const who = sessionStore.getState();
  if (who.at !== "signed_in") return [];
  let db: Database | undefined;
  try {
    db = await openDatabase(databaseOf(who.person.id), () => undefined);
    return await searchIn(db, query, wish);
  } catch {
    // Forbidden, or taken away by a sign-out: there is nothing held.
    return [];
  } finally {
    db?.close();
  }
}
