import "fake-indexeddb/auto";
import { afterEach, expect, it, vi } from "vitest";
import { browserClock } from "../clock.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { openDatabase } from "./database.ts";
import { databaseOf, DISK_TIMEOUT_MS } from "./forgiving-disk.ts";
import { openInboxDisk } from "./inbox-disk.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const HELD = { epoch: "e", cursor: 7, entries: [] };

it("gives back what the inbox has told", async () => {
  const disk = openInboxDisk(browserClock, "ann");
  await disk.save(HELD);
  expect(await disk.load()).toMatchObject(HELD);
});

it("forgets what a version has kept that knew other kinds of entries, so that all is asked for anew", async () => {
  const disk = openInboxDisk(browserClock, "bob");
  await disk.save(HELD);
  const db = await openDatabase(databaseOf("bob"), () => undefined);
  await db.put("inbox", { ...HELD, kinds: "room thread" }, "held");
  expect(await disk.load()).toBeNull();
  await db.put("inbox", HELD, "held");
  expect(await disk.load()).toBeNull();
});

it("is not waited for when the browser never answers", async () => {
  vi.stubGlobal("indexedDB", { open: () => new EventTarget() });
  const clock = new HandClock();
  const loading = openInboxDisk(clock, "cal").load();
  clock.advance(DISK_TIMEOUT_MS);
  expect(await loading).toBeNull();
});
