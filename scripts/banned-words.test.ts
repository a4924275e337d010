import { expect, test } from "vitest";
import { findBannedWords, searchText } from "./banned-words.ts";

test("a banned word is told with its place and what it would do", () => {
  const text = "fine\nstorage.put(key, value, { allowUnconfirmed: true });\n";
  expect(searchText("party/room/journal.ts", text)).toEqual([
    "party/room/journal.ts:2: allowUnconfirmed is banned: a crash could take back what readers have seen.",
  ]);
});

test("storage is asked how large it is, and for nothing else of its SQL", () => {
  const text = "storage.sql?.databaseSize\nstorage.sql.exec(query)\nstorage.sql?.databaseSizes\n";
  expect(searchText("party/x.ts", text).map((told) => told.split(" ")[0])).toEqual([
    "party/x.ts:2:",
    "party/x.ts:3:",
  ]);
});

test("what runs on the edge is free of them", async () => {
  expect(await findBannedWords()).toBe(true);
});
