import { expect, it } from "vitest";
import { MemoryStorage } from "../../test/fakes/memory-storage.ts";
import { Alarms } from "./alarms.ts";

const clock = { now: () => 0 };

it("wakes for each part at its time, also when another's alarm went off before", () => {
  const storage = new MemoryStorage();
  const alarms = new Alarms(storage, clock);
  alarms.wish("quiet", 500);
  alarms.wish("compact", 100);
  expect(storage.alarmAt).toBe(100);
  // As a host does it: an alarm that went off is set no more.
  storage.alarmAt = null;
  const isDue = alarms.wentOff(100);
  expect([isDue("compact"), isDue("quiet")]).toEqual([true, false]);
  expect(storage.alarmAt).toBe(500);
});

it("is everyone's after a sleep, in which nobody has wished", () => {
  const isDue = new Alarms(new MemoryStorage(), clock).wentOff(100);
  expect([isDue("compact"), isDue("quiet")]).toEqual([true, true]);
});

it("comes no later for whoever has wished before the machine's clock was set back", () => {
  const storage = new MemoryStorage();
  let now = 5_000;
  const alarms = new Alarms(storage, { now: () => now });
  alarms.wish("compact", 5_300);
  now = 1_100;
  alarms.wish("quiet", 1_800);
  expect(storage.alarmAt).toBe(1_400);
});
