import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** A room's own row about itself (party/room/journal.ts). What people write has its quotes escaped, so it never looks so. */
const META = /\{"room":"([A-Za-z0-9_-]{1,64})","epoch":"/g;

/**
 * The ids of all rooms whose objects are in this folder, sorted. The platform lists no objects and names their files by
 * a hash, so when the database with the directory is lost, only the rooms themselves know who they are.
 */
export async function roomsOnDisk(folder: string): Promise<string[]> {
  const found = new Set<string>();
  for (const file of await filesIn(folder)) {
    // The newest row may still be in the write-ahead log beside the database.
    const bytes = (await readFile(path.join(folder, file))).toString("latin1");
    for (const [, id] of bytes.matchAll(META)) if (id !== undefined) found.add(id);
  }
  return [...found].toSorted();
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    const files = await readdir(folder, { recursive: true });
    return files.filter((file) => /\.sqlite(-wal)?$/.test(file));
  } catch {
    // The server's data is on another machine.
    return [];
  }
}
