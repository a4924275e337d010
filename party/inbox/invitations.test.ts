import { expect, it } from "vitest";
import type { Fact } from "#protocol/inbox/facts.ts";
import { ann, bob, InboxBench } from "../../test/fakes/inbox-bench.ts";
import { settled } from "../../test/fakes/hand-clock.ts";
import { device, joined, said, TEA } from "./inbox.test-kit.ts";

const AGAIN = "01a21649-cbfc-7f0c-8ba6-f01b4b66ab32";
const invited = (seq: number, at = seq): Fact => ({
  type: "invited",
  seq,
  at,
  by: bob,
  people: [ann.person],
});
const uninvited = (seq: number): Fact => ({
  type: "uninvited",
  seq,
  at: seq,
  by: bob,
  person: ann.person,
});

/** An inbox that was told of these facts as they happened, each by a letter of its own, as outsiders are. */
async function asked(...facts: Fact[]): Promise<InboxBench> {
  const bench = await InboxBench.open();
  for (const fact of facts) await tell(bench, fact);
  return bench;
}

async function tell(bench: InboxBench, fact: Fact): Promise<void> {
  bench.happens(TEA, fact);
  await bench.inbox.tell(bench.letter(TEA, fact.seq - 1));
  await settled();
}

const told = async (bench: InboxBench) =>
  (await device(bench)).get("activity").map(({ what, seq, isGone }) => [what, seq, isGone]);

it("a late read mark of a device does not look at an invitation", async () => {
  const mark = { type: "read", marks: [{ room: TEA, seq: 900 }] };
  const bench = await asked(invited(900));
  await bench.command(mark);
  expect((await device(bench)).get("activity")).toMatchObject([{ isSeen: false }]);
});

it("an invitation is told, and counts nothing in the room", async () => {
  const bench = await asked(invited(900));
  const held = await device(bench);
  expect(held.get("activity")).toMatchObject([
    { what: "invitation", room: TEA, seq: 900, by: bob, at: 900, isSeen: false, isGone: false },
  ]);
  expect(held.get("room")).toMatchObject([{ isMember: false, count: 0 }]);
  // Of a room that they are not in nobody asks what was said there before.
  expect(bench.asked).toEqual([]);
});

it.each<[string, Fact]>([
  ["it is taken back or declined", uninvited(905)],
  ["they come in", { ...joined, seq: 905 }],
  [
    "whoever has made it leaves",
    { type: "left", seq: 905, at: 1, by: bob, withdrawn: [ann.person] },
  ],
])("an invitation is gone when %s", async (_why, fact) => {
  expect(await told(await asked(invited(900), fact))).toEqual([["invitation", 900, true]]);
});

it("letters that come twice, late and out of order tell it once, and as it is now", async () => {
  const bench = await asked(invited(3));
  const first = bench.letter(TEA, 2);
  await tell(bench, uninvited(4));
  await tell(bench, invited(6));
  await bench.inbox.tell(first);
  await bench.wake();
  await bench.inbox.tell(first);
  await bench.inbox.tell(bench.letter(TEA, 0));
  expect(await told(bench)).toEqual([
    ["invitation", 3, true],
    ["invitation", 6, false],
  ]);
});

it("whoever missed the letter finds out by any other, also in a room that is older than inboxes", async () => {
  const bench = await InboxBench.open();
  bench.since = 5;
  bench.happens(TEA, said(6), invited(7), said(8));
  await bench.inbox.tell(bench.letter(TEA, 8, 8));
  expect(await told(bench)).toEqual([["invitation", 7, false]]);
  expect((await device(bench)).get("room")).toMatchObject([{ isMember: false, count: 0 }]);
});

it("one that did not come back with a room that was restored is gone; others stay", async () => {
  const bench = await asked(invited(3), uninvited(4), invited(6), said(7));
  await bench.inbox.tell({ ...bench.letter(TEA, 0, 2), epoch: AGAIN, head: 2 });
  expect(await told(bench)).toMatchObject([
    ["invitation", 3, true],
    ["invitation", 6, true],
  ]);
  const other = await asked(invited(3), said(4));
  await other.inbox.tell({ ...other.letter(TEA, 4, 4), epoch: AGAIN, head: 3 });
  expect(await told(other)).toEqual([["invitation", 3, false]]);
});

it("what was withdrawn in the past is not ended by a letter that is late", async () => {
  const bench = await asked(invited(3));
  await bench.inbox.tell({ ...bench.letter(TEA, 0, 2), head: 2 });
  expect(await told(bench)).toEqual([["invitation", 3, false]]);
});

const titles = (bench: InboxBench) =>
  bench.pushed.map(({ message }) =>
    message.kind === "close" ? `closed ${message.tag}` : message.notification.title,
  );

async function pushing(): Promise<InboxBench> {
  const bench = await InboxBench.open();
  await bench.subscribe();
  bench.messages.set(3, "");
  return bench;
}
const now = (bench: InboxBench, seq = 3) => invited(seq, bench.clock.now());

it("is told where nothing of Parley is open, leads to the room's door, and closes when it is over", async () => {
  const bench = await pushing();
  await tell(bench, now(bench));
  expect(bench.pushed[0]?.message).toMatchObject({
    notification: {
      title: "Bob invites you to #Tea",
      navigate: "https://chat.example/rooms/tea",
      data: {},
    },
  });
  await tell(bench, uninvited(4));
  expect(titles(bench)).toEqual(["Bob invites you to #Tea", "closed tea/3"]);
});

it("closes when it was looked at elsewhere", async () => {
  const bench = await pushing();
  await tell(bench, now(bench));
  const [entry] = (await device(bench)).get("activity");
  await bench.command({ type: "seen", activity: [entry?.id] });
  await settled();
  expect(titles(bench).at(-1)).toBe("closed tea/3");
});

it("is not told to whoever wants to hear nothing, or not now, nor when it does not stand any more", async () => {
  const nothing = await pushing();
  await nothing.command({ type: "notices", level: "nothing", keywords: [] });
  await tell(nothing, now(nothing));
  const quiet = await pushing();
  await quiet.command({ type: "self", choice: { is: "dnd", until: null } });
  await tell(quiet, now(quiet));
  const over = await pushing();
  over.messages.clear();
  await tell(over, now(over));
  const late = await pushing();
  late.areRoomsAway = true;
  await tell(late, now(late));
  await tell(late, uninvited(4));
  late.areRoomsAway = false;
  await late.passAlarm(60_000);
  expect([nothing, quiet, over, late].map(titles)).toEqual([[], [], [], []]);
});
