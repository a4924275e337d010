import { expect, it } from "vitest";
import { ann, bob, InboxBench, takeInbox } from "../../test/fakes/inbox-bench.ts";
import type { FakePeer } from "../../test/fakes/room-bench.ts";
import { device, GRACE_MS, says } from "./presence.test-kit.ts";

const HOUR_MS = 3_600_000;
const TEA = "tea";

const chooses = async (bench: InboxBench, peer: FakePeer, command: object) => {
  await bench.ask(peer, { type: "self", ...command });
  await bench.pass(2_000);
};

it("merges devices: one that is used counts more than those that are not", async () => {
  const bench = await InboxBench.open();
  const desk = await device(bench);
  const phone = await device(bench, "hidden");
  await bench.pass(GRACE_MS);
  expect(bench.shown).toEqual(["online"]);
  await says(bench, desk, "idle");
  expect(bench.shown).toEqual(["online", "away"]);
  await says(bench, phone, "active");
  expect(bench.shown).toEqual(["online", "away", "online"]);
});

it("a reload is not seen, and whoever does not come back is offline after the grace", async () => {
  const bench = await InboxBench.open();
  const before = await device(bench);
  await bench.leave(before);
  await bench.pass(GRACE_MS - 1);
  const after = await device(bench);
  await bench.pass(HOUR_MS / 2);
  expect(bench.shown).toEqual(["online"]);
  await bench.leave(after);
  await bench.pass(GRACE_MS - 1);
  expect(bench.shown).toEqual(["online"]);
  await bench.pass(2_001);
  expect(bench.shown).toEqual(["online", "offline"]);
  expect(bench.storage.alarmAt).toBeNull();
  expect([...bench.storage.rows.keys()].filter((key) => key === "shown")).toEqual([]);
});

it("a page that is hidden for a moment is not away, and one that is closed then gets its own grace", async () => {
  const bench = await InboxBench.open();
  const page = await device(bench);
  await says(bench, page, "hidden");
  await bench.pass(GRACE_MS - 5_000);
  await bench.leave(page);
  await bench.pass(10_000);
  expect(bench.shown).toEqual(["online", "away"]);
  await bench.pass(GRACE_MS);
  expect(bench.shown).toEqual(["online", "away", "offline"]);
});

it("whoever closes a page, which is hidden then for a moment, goes and is not away before", async () => {
  const bench = await InboxBench.open();
  const page = await device(bench);
  await says(bench, page, "hidden");
  await bench.leave(page);
  await bench.pass(GRACE_MS + 2_000);
  expect(bench.shown).toEqual(["online", "offline"]);
});

it("nothing keeps it awake for longer than the grace, and whoever left while it slept is found out by its alarm", async () => {
  const bench = await InboxBench.open();
  const page = await device(bench);
  expect(bench.clock.hasTimers).toBe(false);
  await bench.leave(page);
  expect(bench.clock.hasTimers).toBe(true);
  await bench.wake();
  expect(bench.storage.alarmAt).toBe(bench.clock.now() + GRACE_MS);
  bench.clock.forget();
  await bench.pass(2 * GRACE_MS);
  expect(bench.shown).toEqual(["online", "offline"]);
  expect(bench.clock.hasTimers).toBe(false);
});

it("remembers through sleep what its devices said", async () => {
  const bench = await InboxBench.open();
  const desk = await device(bench, "active", { room: TEA });
  const phone = await device(bench, "hidden");
  await bench.wake();
  await bench.pass(GRACE_MS - 5_000);
  const place = { room: TEA } as never;
  expect(bench.inbox.presence.isWatched(place)).toBe(true);
  await says(bench, phone, "idle");
  await bench.pass(2 * GRACE_MS);
  expect(bench.shown).toEqual(["online"]);
  await bench.leave(desk);
  await bench.pass(2 * GRACE_MS);
  expect(bench.shown).toEqual(["online", "away"]);
});

it("only a device that was used within the minute watches a place, and a thread is watched with its room", async () => {
  const bench = await InboxBench.open();
  const desk = await device(bench, "active", { room: TEA });
  const at = (place: object) => bench.inbox.presence.isWatched(place as never);
  expect([at({ room: TEA }), at({ room: TEA, thread: 3 }), at({ room: "shed" })]).toEqual([
    true,
    false,
    false,
  ]);
  await bench.pass(60_000);
  expect(at({ room: TEA })).toBe(false);
  await says(bench, desk, "active", { room: TEA, thread: 3 });
  expect([at({ room: TEA }), at({ room: TEA, thread: 3 }), at({ room: TEA, thread: 4 })]).toEqual([
    true,
    true,
    false,
  ]);
  await says(bench, desk, "hidden", { room: TEA, thread: 3 });
  expect(at({ room: TEA, thread: 3 })).toBe(false);
});

it("what was chosen is not overruled by what is done, and ends by itself", async () => {
  const bench = await InboxBench.open();
  const desk = await device(bench);
  const until = bench.clock.now() + HOUR_MS / 2;
  await chooses(bench, desk, { choice: { is: "dnd", until } });
  expect(bench.shown).toEqual(["online", "dnd"]);
  expect(bench.inbox.presence.isQuiet()).toBe(true);
  for (const is of ["idle", "active"]) await says(bench, desk, is);
  expect(bench.shown).toEqual(["online", "dnd"]);
  await bench.pass(HOUR_MS / 2);
  expect(bench.shown).toEqual(["online", "dnd", "online"]);
  await chooses(bench, desk, { choice: { is: "away", until: null } });
  await says(bench, desk, "active");
  expect(bench.shown.at(-1)).toBe("away");
  await chooses(bench, desk, { choice: { is: "offline", until: null } });
  await says(bench, desk, "active");
  expect(bench.shown.at(-1)).toBe("offline");
});

it("is undisturbed by schedule while somebody is there, and says it to every device", async () => {
  const bench = await InboxBench.open();
  const desk = await device(bench);
  const phone = await device(bench, "hidden");
  takeInbox(phone);
  // The bench begins on a Monday, at midnight UTC.
  const schedule = { zone: "UTC", days: [1], from: 60, to: 120 };
  await chooses(bench, desk, { schedule });
  const choice = { is: "auto", until: null };
  expect(takeInbox(phone)).toMatchObject([
    { t: "changes", entries: [{ kind: "self", choice, schedule }] },
  ]);
  expect(bench.shown).toEqual(["online"]);
  await bench.pass(HOUR_MS);
  expect(bench.shown).toEqual(["online", "dnd"]);
  await bench.wake();
  await bench.pass(HOUR_MS);
  expect(bench.shown).toEqual(["online", "dnd", "online"]);
  expect(takeInbox(await bench.join())[1]).toMatchObject({ entries: [{ schedule }] });
});

it("takes no place that has no clock", async () => {
  const bench = await InboxBench.open();
  const desk = await device(bench);
  takeInbox(desk);
  const schedule = { zone: "Atlantis/Nemo", days: [1], from: 0, to: 60 };
  await bench.ask(desk, { type: "self", schedule });
  expect(takeInbox(desk)).toMatchObject([{ t: "refused", code: "malformed" }]);
});

it("tells the lobby no more often than every two seconds, and again where it was not heard", async () => {
  const bench = await InboxBench.open();
  const desk = await device(bench);
  await chooses(bench, desk, { choice: { is: "away", until: null } });
  for (const is of ["auto", "dnd", "auto", "dnd"]) {
    await bench.ask(desk, { type: "self", choice: { is, until: null } });
    await bench.pass(400);
  }
  await bench.pass(2_000);
  expect(bench.shown).toEqual(["online", "away", "online", "dnd"]);
  bench.isLobbyAway = true;
  await chooses(bench, desk, { choice: { is: "auto", until: null } });
  bench.isLobbyAway = false;
  expect(bench.shown).toHaveLength(4);
  // Also when it has slept meanwhile.
  await bench.wake();
  await bench.pass(1);
  expect(bench.shown).toEqual(["online", "away", "online", "dnd", "online"]);
});

it("whoever was told of while the inbox died is told of again, and is no ghost", async () => {
  const bench = await InboxBench.open();
  bench.isLobbyMute = true;
  const page = await device(bench);
  expect(bench.shown).toEqual(["online"]);
  bench.isLobbyMute = false;
  page.close(1006, "lost");
  bench.clock.forget();
  await bench.wake();
  await bench.pass(2 * GRACE_MS);
  expect(bench.shown.at(-1)).toBe("offline");
});

it("hands on whom its devices watch, and what it hears of them, also after sleep", async () => {
  const bench = await InboxBench.open();
  const desk = await device(bench);
  takeInbox(desk);
  await bench.say(desk, { t: "watch", people: [bob] });
  expect(takeInbox(desk)).toEqual([{ t: "presence", people: [{ id: bob, is: "offline" }] }]);
  await bench.wake();
  const seen = [{ id: bob, is: "online" }] as const;
  expect(bench.inbox.presence.hear(seen)).toEqual({ ok: true, value: { isHere: true } });
  expect(takeInbox(desk)).toEqual([{ t: "presence", people: seen }]);
  await bench.leave(desk);
  expect([...bench.watched.values()]).toEqual([[]]);
  expect(bench.inbox.presence.hear(seen)).toEqual({ ok: true, value: { isHere: false } });
});

it("whoever has deleted their account is offline at once, and for good", async () => {
  const bench = await InboxBench.open();
  const desk = await device(bench);
  await bench.inbox.erase();
  await bench.leave(desk);
  await bench.pass(HOUR_MS);
  expect(bench.shown).toEqual(["online", "offline"]);
  expect([...bench.storage.rows.keys()].filter((key) => /^(self|shown)$/.test(key))).toEqual([]);
});

it("asks no room anything, whatever people do", async () => {
  const bench = await InboxBench.open();
  const desk = await device(bench, "active", { room: TEA });
  await bench.say(desk, { t: "watch", people: [bob, ann.person] });
  await chooses(bench, desk, { choice: { is: "dnd", until: null } });
  await bench.leave(desk);
  await bench.pass(HOUR_MS);
  expect(bench.asked).toEqual([]);
});
