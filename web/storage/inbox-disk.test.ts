import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { openDatabase } from "./database.ts";
import { databaseOf } from "./forgiving-disk.ts";
import { openInboxDisk } from "./inbox-disk.ts";

const HELD = { epoch: "e", cursor: 7, entries: [] };

it("gives back what the inbox has told", async () => {
  const disk = openInboxDisk("ann");
  await disk.save(HELD);
  expect(await disk.load()).toMatchObject(HELD);
});

it("forgets what a version has kept that knew other kinds of entries, so that all is asked for anew", async () => {
  const disk = openInboxDisk("bob");
  await disk.save(HELD);
  const db = await openDatabase(databaseOf("bob"), () => undefined);
  await db.put("inbox", { ...HELD, kinds: "room thread" }, "held");
  expect(await disk.load()).toBeNull();
  await db.put("inbox", HELD, "held");
  expect(await disk.load()).toBeNull();
});
