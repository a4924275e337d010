import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Words that lint has no rule for, and what each would do to whom. */
const BANNED = [
  { word: /allowUnconfirmed/, why: "a crash could take back what readers have seen" },
  { word: /allowConcurrency/, why: "two commands could get one number" },
  { word: /pbkdf2/i, why: "the edge refuses the rounds that make it safe; passwords use scrypt" },
  // How large it is may be asked where it can be told.
  {
    word: /transactionSync|storage\.sql(?!\?\.databaseSize\b)/,
    why: "PartyKit's rooms have no SQL",
  },
];

/** Whether what runs on the edge is free of them. Tells where it is not. */
export async function findBannedWords(): Promise<boolean> {
  const found = (await Promise.all(["party", "db"].map(searchFolder))).flat();
  for (const place of found) console.error(place);
  return found.length === 0;
}

async function searchFolder(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(ROOT, folder), { recursive: true });
  const sources = entries.filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const found = await Promise.all(
    sources.map(async (name) => {
      const file = path.join(folder, name);
      return searchText(file, await readFile(path.join(ROOT, file), "utf8"));
    }),
  );
  return found.flat();
}

/** Each line with a banned word, as FILE:LINE and the reason. */
export function searchText(file: string, text: string): string[] {
  return text
    .split("\n")
    .flatMap((line, index) =>
      BANNED.filter(({ word }) => word.test(line)).map(
        ({ word, why }) => `${file}:${index + 1}: ${word.source} is banned: ${why}.`,
      ),
    );
}
