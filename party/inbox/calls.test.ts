import { beforeEach, expect, it } from "vitest";
import type { Fact } from "#protocol/inbox/facts.ts";
import { NOTICE_LASTS_MS } from "#protocol/inbox/limits.ts";
import { settled } from "../../test/fakes/hand-clock.ts";
import { ann, bob, InboxBench } from "../../test/fakes/inbox-bench.ts";
import type { FakePeer } from "../../test/fakes/room-bench.ts";
import { device, TEA } from "./inbox.test-kit.ts";

let bench: InboxBench;
let seq = 1;

type Said = Extract<Fact, { type: "said" }>;
const called = (calls: "room" | "here", more: Partial<Said> = {}): Said => {
  seq += 1;
  bench.messages.set(seq, `words ${seq}`);
  return { type: "said", seq, at: bench.clock.now(), by: bob, calls, ...more };
};

async function tell(...facts: Fact[]): Promise<void> {
  const from = bench.told.get(TEA)?.at(-1)?.seq ?? 0;
  bench.happens(TEA, ...facts);
  await bench.inbox.tell(bench.letter(TEA, from));
  await settled();
}

async function comes(is = "active"): Promise<FakePeer> {
  const peer = await bench.join();
  await bench.say(peer, { t: "status", is, watching: null });
  return peer;
}

const titles = () =>
  bench.pushed.flatMap(({ message }) =>
    message.kind === "message" ? [message.notification.title] : [],
  );
const activity = async () =>
  (await device(bench)).get("activity").map(({ what, seq: at, calls }) => [what, at, calls]);
const mentions = async () => (await device(bench)).get("room")[0]?.mentions;

beforeEach(async () => {
  bench = await InboxBench.open();
  seq = 1;
  await bench.subscribe();
  await tell({ type: "joined", seq: 1, at: 1, by: ann.person });
});

it("whoever calls the room names everyone in it, and tells them so; one's own call is no news", async () => {
  await tell(called("room"), called("room", { by: ann.person }));
  expect(await mentions()).toEqual([2, 2]);
  expect(await activity()).toEqual([["call", 2, "room"]]);
  expect(titles()).toEqual(["Bob calls everyone in Tea"]);
  expect(bench.pushed[0]?.message).toMatchObject({ notification: { app_badge: 1 } });
});

it("a call to those who are here reaches whoever is at a device, and counts for nobody", async () => {
  await tell(called("here"));
  expect([await activity(), titles()]).toEqual([[], []]);
  await comes("hidden");
  await tell(called("here"));
  expect(await activity()).toEqual([["call", 3, "here"]]);
  expect(titles()).toEqual(["Bob calls everyone who is here in Tea"]);
  expect(await mentions()).toEqual([]);
});

it.each(["dnd", "offline"])("whoever wants to be %s is not here", async (is) => {
  const peer = await comes();
  await bench.ask(peer, { type: "self", choice: { is, until: null } });
  await tell(called("here"));
  expect([await activity(), titles()]).toEqual([[], []]);
});

it("whoever was not here as somebody called is not called by hearing of it later", async () => {
  const late = called("here");
  await bench.pass(NOTICE_LASTS_MS + 1);
  await comes();
  await tell(late);
  expect([await activity(), titles()]).toEqual([[], []]);
});

it("who is named, or answered, in a call is told of that, and once", async () => {
  const mine = { seq: 2, by: ann.person };
  await tell(
    { type: "said", seq: (seq += 1), at: 1, by: ann.person },
    called("room", { mentions: [ann.person] }),
    called("room", { replyTo: mine }),
  );
  expect(await activity()).toEqual([
    ["mention", 3, undefined],
    ["reply", 4, undefined],
  ]);
  expect(titles()).toEqual(["Bob · Tea", "Bob · Tea"]);
  const [, answer] = (await device(bench)).get("activity");
  await bench.command({ type: "seen", activity: [answer?.id ?? 0] });
  expect(await mentions()).toEqual([3, 3]);
});

it("looking at a call in the activity takes its mention away, and so does reading the room", async () => {
  await tell(called("room"), called("room"), called("room"));
  const [first] = (await device(bench)).get("activity");
  await bench.command({ type: "seen", activity: [first?.id ?? 0] });
  expect(await mentions()).toEqual([3, 4]);
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 3 }] });
  expect(await mentions()).toEqual([4, 4]);
  const unseen = (await device(bench)).get("activity").filter(({ isSeen }) => !isSeen);
  expect(unseen.map((entry) => entry.seq)).toEqual([4]);
});

it("a thread that the room is told of, too, calls in the room alone", async () => {
  await tell(called("room", { thread: { seq: 1, by: bob }, alsoInRoom: true }));
  const held = await device(bench);
  expect(held.get("thread")).toEqual([]);
  expect(held.get("activity")).toMatchObject([{ what: "call", seq: 2 }]);
  expect(held.get("activity")[0]?.thread).toBeUndefined();
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 2 }] });
  expect((await device(bench)).get("activity")).toMatchObject([{ isSeen: true }]);
});

it("an edit that takes the call back takes the mention with it, and one that keeps it tells nobody", async () => {
  const edited = (target: number, calls?: "room"): Fact => ({
    type: "edited",
    seq: (seq += 1),
    at: bench.clock.now(),
    by: bob,
    target,
    ...(calls && { calls }),
  });
  const [kept, taken] = [called("room"), called("room")];
  await tell(kept, taken);
  bench.pushed.length = 0;
  await tell(edited(kept.seq, "room"), edited(taken.seq));
  expect(await mentions()).toEqual([2, 2]);
  // What is shown is shown as it is now, without a sound.
  const sounds = bench.pushed.map(
    ({ message }) => message.kind === "message" && !message.notification.silent,
  );
  expect(sounds).not.toContain(true);
  expect(await activity()).toHaveLength(2);
});

it("calls may be turned off, in one room or in all; they count all the same", async () => {
  await bench.command({ type: "calls", on: false });
  await tell(called("room"));
  await bench.command({ type: "calls", room: TEA, on: true });
  await tell(called("room"));
  await bench.command({ type: "calls", room: TEA, on: null });
  await tell(called("room"), called("room", { mentions: [ann.person] }));
  // A change of the level leaves it, and so does sleep.
  await bench.command({ type: "notices", level: "mentions", keywords: [] });
  await bench.wake();
  await tell(called("room"));
  expect((await device(bench)).get("notices")).toMatchObject([{ calls: false }]);
  await bench.command({ type: "calls", on: null });
  await bench.command({ type: "calls", room: TEA, on: false });
  await bench.command({ type: "level", room: TEA, level: "mentions" });
  await tell(called("room"));
  const told = bench.pushed.map(
    ({ message }) => message.kind === "message" && message.notification.body,
  );
  expect(told).toEqual(["words 3", "words 5"]);
  expect(await mentions()).toEqual([2, 7]);
  const held = await device(bench);
  expect(held.get("room")).toMatchObject([{ calls: false }]);
  expect(held.get("notices")[0]).not.toHaveProperty("calls");
});

it("a muted room is silent about calls, unless it was asked to tell of them", async () => {
  await bench.command({ type: "mute", room: TEA, on: true });
  await tell(called("room"));
  await bench.command({ type: "calls", room: TEA, on: true });
  await tell(called("room"));
  expect(bench.pushed).toMatchObject([{ message: { notification: { body: "words 3" } } }]);
  expect(await mentions()).toEqual([2, 3]);
});

it.each([
  ["a level of nothing", { type: "level", room: TEA, level: "nothing" }],
  ["calls turned off", { type: "calls", room: TEA, on: false }],
  ["quiet hours", { type: "self", choice: { is: "dnd", until: null } }],
  ["reading", { type: "read", marks: [{ room: TEA, seq: 2 }] }],
])("%s that come before a call is sent keep it from being sent", async (_, command) => {
  bench.pushAnswers = { retryAfterMs: 5_000 };
  await tell(called("room"));
  await bench.command(command);
  bench.pushAnswers = "sent";
  await bench.passAlarm(10_000);
  expect(bench.pushed).toEqual([]);
});

it("a call that was deleted before is told to nobody", async () => {
  await tell(called("room", { isGone: true }));
  expect([await activity(), await mentions(), titles()]).toEqual([[], [], []]);
});
