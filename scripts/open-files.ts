import { execFileSync } from "node:child_process";

/** What a server of rooms holds open for everybody: itself, what counts and tells (three files an object), and a hundred rooms awake. */
const FILES_FOR_ALL = 600;
/** And for each person who has Parley open: sockets to a room, its note and their inbox, and the inbox's three files (test/contract/open-files.test.ts). */
export const FILES_PER_PERSON = 6;
/** A server that carries so many says nothing of it. */
const MANY_PEOPLE = 1_000;

/** How many files a process that we start may have open; null where nobody can tell. Node has raised it to what is allowed at most. */
export function openFileLimit(): number | null {
  try {
    const told = execFileSync("sh", ["-c", "ulimit -n"], { encoding: "utf8" }).trim();
    return told === "unlimited" ? Infinity : Number.parseInt(told, 10) || null;
  } catch {
    // No shell of that kind, so no limit of that kind.
    return null;
  }
}

/** How many people a server carries that may have so many files open. Beyond it workerd ends with "Too many open files". */
export function peopleCarried(limit: number): number {
  return Math.max(0, Math.floor((limit - FILES_FOR_ALL) / FILES_PER_PERSON));
}

/** One sentence for whoever starts a server that may open few files, or null. */
export function openFilesNotice(limit: number | null): string | null {
  if (limit === null) return null;
  const people = peopleCarried(limit);
  if (people >= MANY_PEOPLE) return null;
  const enough = people < 10 ? "a few people" : `about ${Math.floor(people / 10) * 10} people`;
  return `This server may have ${limit.toLocaleString("en")} files and sockets open, which is enough for ${enough} at once: for more, raise the limit ("ulimit -n 65536", or LimitNOFILE= of a service) and start it again.`;
}
