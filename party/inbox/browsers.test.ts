import { beforeEach, describe, expect, it } from "vitest";
import * as v from "valibot";
import { HandClock } from "../../test/fakes/hand-clock.ts";
import { MemoryStorage } from "../../test/fakes/memory-storage.ts";
import { Browsers } from "./browsers.ts";

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const Row = v.looseObject({ seenAt: v.number(), since: v.optional(v.number()) });
let clock: HandClock;
let storage: MemoryStorage;
let browsers: Browsers;

beforeEach(async () => {
  clock = new HandClock();
  storage = new MemoryStorage();
  browsers = await Browsers.open(storage, clock);
  await keep("phone");
});

const keep = (session: string) =>
  browsers.keep({
    subscription: {
      endpoint: `https://push.example/${session}`,
      keys: { p256dh: "", auth: "" },
    },
    language: "en",
    origin: "https://chat.example",
    session,
  });
const row = () => v.parse(Row, JSON.parse(storage.rows.get("d:phone") ?? "null"));
const told = () => browsers.all().map(({ session }) => session);

it("that a session is in use costs a write a day", async () => {
  const began = clock.now();
  for (let hour = 0; hour < 23; hour += 1) {
    await clock.pass(HOUR);
    await browsers.seen("phone");
  }
  expect([row().seenAt, storage.commits]).toEqual([began, 1]);
  await clock.pass(HOUR);
  await browsers.seen("phone");
  expect([row().seenAt, storage.commits]).toEqual([began + DAY, 2]);
});

it("a session that has no browser here costs nothing", async () => {
  await clock.pass(2 * DAY);
  await browsers.seen("somebody's script");
  expect(storage.commits).toBe(1);
});

it("no session lasts longer than ninety days, however much it is used and how often its browser starts", async () => {
  for (let day = 1; day < 90; day += 1) {
    await clock.pass(DAY);
    await (day % 7 === 0 ? keep("phone") : browsers.seen("phone"));
  }
  expect(told()).toEqual(["phone"]);
  await clock.pass(DAY);
  expect(told()).toEqual([]);
});

describe("a browser that an older release has kept", () => {
  let startedAt: number;
  beforeEach(async () => {
    const { since: _, ...old } = row();
    startedAt = old.seenAt;
    storage.rows.set("d:phone", JSON.stringify(old));
    browsers = await Browsers.open(storage, clock);
  });

  it("was in use last when its page was started, as far as is known", async () => {
    await clock.pass(14 * DAY);
    expect(told()).toEqual(["phone"]);
    await clock.pass(DAY);
    expect(told()).toEqual([]);
  });

  it("is told again when its page has been open all the time", async () => {
    await clock.pass(30 * DAY);
    await browsers.dropGone();
    await browsers.seen("phone");
    expect(told()).toEqual(["phone"]);
    expect(row()).toMatchObject({ seenAt: clock.now(), since: startedAt });
  });

  it("is dropped when no session of its age goes on", async () => {
    await clock.pass(90 * DAY);
    await browsers.dropGone();
    expect([...storage.rows.keys()]).toEqual([]);
  });
});

it("those whose sessions are over make room, and are dropped with whatever is written next", async () => {
  await clock.pass(15 * DAY);
  await keep("laptop");
  expect([...storage.rows.keys()]).toEqual(["d:laptop"]);
  await clock.pass(15 * DAY);
  await browsers.dropGone();
  expect([...storage.rows.keys()]).toEqual([]);
});
