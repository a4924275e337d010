import { expect, test } from "vitest";
import { HandClock, settled } from "../../test/fakes/hand-clock.ts";
import { MemoryStorage } from "../../test/fakes/memory-storage.ts";
import type { Delta } from "./delta.ts";
import { Handover } from "./handover.ts";
import { Meter } from "./meter.ts";

/** What becomes of a handover on its way: it arrives, it does not, or it does and the answer is lost. */
type Way = "arrives" | "is lost" | "is not confirmed";

/** A meter that can be killed, and objects that hand over to it. */
async function setting() {
  const clock = new HandClock();
  const storage = new MemoryStorage();
  let meter = await Meter.open({ storage, clock });
  const size: { of: number | null } = { of: null };
  const line: { way: Way; sent: Delta[] } = { way: "arrives", sent: [] };
  const send = async (delta: Delta) => {
    line.sent.push(delta);
    if (line.way !== "is lost") await meter.take(structuredClone(delta));
    return line.way === "arrives";
  };
  return {
    clock,
    storage,
    size,
    line,
    meter: () => meter,
    object: (name = "kitchen-") =>
      new Handover({
        party: "room",
        clock,
        object: () => Promise.resolve(name),
        facts: () => ({
          connections: 3,
          archiveSince: null,
          hashesWaiting: 0,
          storedBytes: size.of,
        }),
        send,
      }),
    /** The process is gone, with all that was in memory only. */
    kill: async () => {
      clock.forget();
      meter = await Meter.open({ storage, clock });
    },
  };
}

/** An object that has handed over one message, and leaves another one to an alarm in a second. */
async function leftToAlarm() {
  const { object, storage, ...place } = await setting();
  const room = object();
  const watched = room.watching(storage);
  room.tally.add("messages");
  room.turned();
  await place.clock.pass(2_000);
  room.tally.add("messages");
  watched.wakeAt(place.clock.now() + 1_000);
  room.turned();
  return { ...place, room, watched };
}

const messages = (meter: Meter) => meter.read().counts["messages"] ?? 0;

test("what was counted is told, once, and for good", async () => {
  const { object, meter, clock, kill } = await setting();
  const room = object();
  room.tally.add("messages", "", 3);
  room.turned();
  await settled();
  expect(messages(meter())).toBe(3);
  room.turned();
  await clock.pass(60_000);
  await kill();
  expect(messages(meter())).toBe(3);
});

test("a handover whose answer was lost comes again, and counts once", async () => {
  const { object, meter, line, clock } = await setting();
  const room = object();
  room.tally.add("messages", "", 3);
  line.way = "is not confirmed";
  await room.hand();
  expect(messages(meter())).toBe(3);
  room.tally.add("messages", "", 4);
  line.way = "is lost";
  await room.hand();
  line.way = "arrives";
  await room.hand();
  await room.hand();
  await clock.pass(5_000);
  expect(line.sent.map(({ n }) => n)).toEqual([1, 1, 1, 2]);
  expect(messages(meter())).toBe(7);
});

test("the answer of an earlier life counts no more once the object has woken again", async () => {
  const { object, meter, line, clock } = await setting();
  const before = object();
  before.tally.add("messages", "", 3);
  line.way = "is not confirmed";
  await before.hand();
  await clock.pass(20_000);
  const after = object();
  line.way = "arrives";
  after.tally.add("messages");
  await after.hand();
  // A leftover that has not noticed that it is over.
  await before.hand();
  await clock.pass(5_000);
  expect(messages(meter())).toBe(4);
});

test("nothing that was told goes down when the meter dies, and nothing counts twice", async () => {
  const { object, meter, line, clock, kill } = await setting();
  const room = object();
  let told = 0;
  let counted = 0;
  for (let i = 0; i < 200; i += 1) {
    room.tally.add("messages");
    counted += 1;
    line.way = (["arrives", "is lost", "is not confirmed"] as const)[i % 3] ?? "arrives";
    await room.hand();
    await clock.pass(i % 7 === 0 ? 4_900 : 300);
    if (i % 11 === 0) await kill();
    const now = messages(meter());
    expect(now).toBeGreaterThanOrEqual(told);
    expect(now).toBeLessThanOrEqual(counted);
    told = now;
  }
  expect(told).toBeGreaterThan(100);
});

test("a busy object hands over every ten seconds, and an idle one is woken by nobody", async () => {
  const { object, line, clock, storage } = await setting();
  const room = object();
  const watched = room.watching(storage);
  for (let second = 0; second < 60; second += 1) {
    room.tally.add("messages");
    watched.wakeAt(clock.now() + 1_000);
    room.turned();
    await clock.pass(1_000);
  }
  expect(line.sent.length).toBe(6);
  const before = clock.hasTimers;
  await clock.pass(3_600_000);
  expect([before, line.sent.length]).toEqual([false, 6]);
});

test("what is left when nothing wakes the object soon is handed over before it can sleep", async () => {
  const { room, watched, meter, clock } = await leftToAlarm();
  await clock.pass(1_000);
  // Its alarm; the next one is far away.
  room.alarmWentOff();
  watched.wakeAt(clock.now() + 60_000);
  room.turned();
  await clock.pass(5_000);
  expect(messages(meter())).toBe(2);
});

test("what is left to an alarm that is called off then is handed over without it", async () => {
  const { watched, meter, clock } = await leftToAlarm();
  watched.wakeAt(null);
  await clock.pass(5_000);
  expect(messages(meter())).toBe(2);
});

test("sockets are open for as long as their object says so now and then", async () => {
  const { object, meter, clock } = await setting();
  const room = object();
  room.tally.add("sockets_opened", "room");
  room.turned();
  await settled();
  expect(meter().read()).toMatchObject({ connections: { room: 3 }, awake: { room: 1 } });
  await clock.pass(300_000);
  room.turned();
  await settled();
  await clock.pass(300_000);
  expect(meter().read()).toMatchObject({ connections: { room: 3 }, awake: { room: 0 } });
  await clock.pass(301_000);
  expect(meter().read()).toMatchObject({ connections: { room: 0 } });
});

test("the last day is kept in steps, and no longer", async () => {
  const { object, meter, clock, storage } = await setting();
  const room = object();
  for (let hour = 0; hour < 30; hour += 1) {
    room.tally.add("messages", "", hour);
    room.turned();
    await settled();
    await clock.pass(3_600_000);
  }
  const day = await meter().day();
  expect(day.map(({ counts }) => counts["messages"])).toEqual(
    Array.from({ length: 24 }, (_, i) => i + 6),
  );
  expect(day.every(({ connections }) => connections === 3)).toBe(true);
  expect(storage.rows.size).toBeLessThan(40);
});

test("a step tells of the most rooms that were awake in it, and those who look on are told of new steps alone", async () => {
  const { object, meter, clock } = await setting();
  for (const name of ["kitchen-", "garden-1"]) {
    const room = object(name);
    room.tally.add("messages");
    await room.hand();
  }
  await clock.pass(300_000);
  const later = object("kitchen-");
  later.tally.add("messages");
  await later.hand();
  await clock.pass(5_000);
  const day = await meter().day();
  expect(day.map(({ roomsAwake }) => roomsAwake)).toEqual([2, 1]);
  expect(await meter().day(day[1]?.start)).toEqual(day.slice(1));
});

test("the storage of all objects is known, also of those that sleep, and after the meter's own death", async () => {
  const { object, meter, size, clock, kill } = await setting();
  const [kitchen, garden] = [object("kitchen-"), object("garden-1")];
  const hand = async (room: Handover, bytes: number | null) => {
    size.of = bytes;
    room.tally.add("messages");
    await room.hand();
    await clock.pass(5_000);
  };
  await hand(kitchen, 40_000);
  await hand(garden, 12_000);
  await hand(kitchen, 44_096);
  // Their host does not tell any more: what was last known stays.
  await hand(garden, null);
  const room = { bytes: 56_096, objects: 2 };
  expect(meter().read().stored.room).toEqual(room);
  await clock.pass(86_400_000);
  await kill();
  expect(meter().read().stored).toMatchObject({ room, note: { bytes: 0, objects: 0 } });
  await hand(object("kitchen-"), 8_192);
  expect(meter().read().stored.room).toEqual({ bytes: 20_192, objects: 2 });
  expect((await meter().day()).at(-1)).toMatchObject({ storedBytes: 20_192 });
});

test("an object of the version before, which says nothing of its storage, is heard", async () => {
  const { parse } = await import("valibot");
  const { Delta: schema } = await import("./delta.ts");
  const facts = { connections: 1, archiveSince: null, hashesWaiting: 0 };
  const delta = { object: "kitchen-", party: "room", life: 1, n: 1, counts: {}, facts };
  expect(parse(schema, delta).facts.storedBytes).toBe(null);
});

test("what another version counts, and what is no word, is left out", async () => {
  const { parse } = await import("valibot");
  const { Delta: schema } = await import("./delta.ts");
  const delta = {
    object: "kitchen-",
    party: "room",
    life: 1,
    n: 1,
    counts: { messages: 1, "messages|kitchen": 1, "refusals|room|a b": 1, strange: 1 },
    facts: { connections: 0, archiveSince: null, hashesWaiting: 0 },
  };
  expect(parse(schema, delta).counts).toEqual({ messages: 1 });
});
