import { expect, it } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { MAX_ACTIVITY, MAX_RUNS_TOLD } from "#protocol/inbox/limits.ts";
import { ann, bob, InboxBench, takeInbox } from "../../test/fakes/inbox-bench.ts";
import { Device } from "../../test/fakes/device.ts";
import { person } from "../../test/fakes/room-bench.ts";
import { device, said, TEA, told } from "./inbox.test-kit.ts";

it("a letter becomes counts, on every device that is there and on those that come", async () => {
  const bench = await told();
  const there = await bench.join();
  takeInbox(there);
  bench.happens(TEA, said(2), said(3, { by: ann.person }), said(4, { mentions: [ann.person] }));
  await bench.inbox.tell(bench.letter(TEA, 1));
  const heard = takeInbox(there);
  expect(heard).toMatchObject([{ t: "changes", from: 1, to: 3 }]);
  const [room] = (await device(bench)).get("room");
  expect(room).toMatchObject({ room: TEA, count: 2, first: 2, mentions: [4, 4], newsAt: 4_000 });
});

it("letters may come twice, late and overlapping", async () => {
  const bench = await told(said(2), said(3), said(4));
  for (const [from, to] of [
    [0, 4],
    [1, 3],
    [3, 4],
  ] as const)
    await bench.inbox.tell(bench.letter(TEA, from, to));
  const [room] = (await device(bench)).get("room");
  expect(room).toMatchObject({ count: 3, heard: 4 });
});

it("a gap is asked for, page by page, and a room that does not answer has to tell it again", async () => {
  const bench = await told(said(2));
  bench.happens(TEA, ...[3, 4, 5, 6, 7].map((seq) => said(seq)));
  bench.page = 2;
  bench.areRoomsAway = true;
  const late = bench.letter(TEA, 6);
  expect(await bench.inbox.tell(late)).toMatchObject({ refusal: { retryable: true } });
  bench.areRoomsAway = false;
  expect(await bench.inbox.tell(late)).toMatchObject({ ok: true });
  expect(bench.asked.map(({ after }) => after)).toEqual([2, 2, 4, 6]);
  const [room] = (await device(bench)).get("room");
  expect(room?.count).toBe(6);
});

it("a room learns whether any device heard of it too", async () => {
  const bench = await told(said(2), said(3));
  expect(await bench.inbox.tell(bench.letter(TEA, 2))).toMatchObject({ value: { isHere: false } });
  await bench.join();
  expect(await bench.inbox.tell(bench.letter(TEA, 2))).toMatchObject({ value: { isHere: true } });
});

it("what was there before its first letter is no news", async () => {
  const bench = await InboxBench.open();
  bench.since = 41;
  bench.happens(TEA, said(41), said(42));
  await bench.inbox.tell(bench.letter(TEA, 41));
  const [room] = (await device(bench)).get("room");
  expect(room).toMatchObject({ count: 1, first: 42 });
});

it("reading on one device is told to all, and an older mark changes nothing", async () => {
  const bench = await told(said(2), said(3), said(4));
  const phone = await bench.join();
  const desk = await bench.join();
  takeInbox(desk);
  await bench.ask(phone, { type: "read", marks: [{ room: TEA, seq: 3 }] });
  expect(takeInbox(desk)).toMatchObject([{ t: "changes", entries: [{ count: 1, first: 4 }] }]);
  expect(takeInbox(phone).at(-1)).toMatchObject({ t: "done" });
  await bench.ask(desk, { type: "read", marks: [{ room: TEA, seq: 2 }] });
  expect(takeInbox(phone)).toEqual([]);
});

it("a mark that is far beyond everything silences nothing that comes", async () => {
  const bench = await told(said(2));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 9e14 }] });
  bench.happens(TEA, said(20_000));
  await bench.inbox.tell(bench.letter(TEA, 2));
  expect((await device(bench)).get("room")[0]?.count).toBe(1);
});

it("unread from here asks the room what was said there, and goes when the room is opened", async () => {
  const bench = await told(
    said(2),
    said(3),
    said(4, { by: ann.person }),
    said(5),
    { type: "deleted", seq: 6, target: 5 },
    said(7),
  );
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 7 }] });
  await bench.command({ type: "unread", marks: [{ room: TEA, seq: 3 }] });
  const marked = (await device(bench)).get("room")[0];
  expect(marked).toMatchObject({ read: 7, count: 2, first: 3 });
  await bench.command({ type: "opened", room: TEA });
  expect((await device(bench)).get("room")[0]).toMatchObject({
    count: 0,
    first: null,
    manual: null,
  });
});

it("a device resumes with what has changed, each thing once, and nothing is lost by sleep", async () => {
  const bench = await told(said(2));
  const held = await device(bench);
  const { cursor } = held;
  bench.happens(TEA, said(3), said(4, { thread: { seq: 2, by: bob }, mentions: [ann.person] }));
  await bench.inbox.tell(bench.letter(TEA, 2));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 2 }] });
  await bench.wake();
  const epoch = epochOf(takeInbox(await bench.join()));
  held.hear(takeInbox(await bench.join(cursor, epoch)));
  expect(held.gaps).toBe(0);
  expect(held.get("room")).toMatchObject([{ count: 1, read: 2, mentions: [] }]);
  expect(held.get("thread")).toMatchObject([{ root: 2, count: 1, mentions: [4, 4] }]);
  expect(held.get("activity")).toMatchObject([{ what: "mention", seq: 4, thread: 2 }]);
  const fresh = await device(bench);
  expect(Object.fromEntries(fresh.entries)).toEqual(Object.fromEntries(held.entries));
});

it("a device that comes from another life of the inbox is told to forget", async () => {
  const bench = await told(said(2));
  const first = takeInbox(await bench.join(7, "another life"));
  expect(first).toMatchObject([{ t: "welcome" }, { t: "changes", from: 0, isAnew: true }]);
});

it("keeps no word and no name", async () => {
  const bench = await told(said(2, { mentions: [ann.person] }));
  expect([...bench.storage.rows.values()].join(" ")).not.toMatch(/Ann|Bob/);
});

it("a long backlog is counted to the message, and stored a page at a time", async () => {
  const facts = Array.from({ length: 12_000 }, (_, i) => said(2 * i + 2));
  const bench = await told(...facts);
  const before = new Map(bench.storage.rows);
  bench.happens(TEA, said(24_003));
  await bench.inbox.tell(bench.letter(TEA, 24_000));
  const written = [...bench.storage.rows].filter(([key, row]) => before.get(key) !== row);
  expect(written.map(([key]) => key.slice(0, 2)).toSorted()).toEqual(["me", "r:", "u:"]);
  expect(written.reduce((sum, [, row]) => sum + row.length, 0)).toBeLessThan(8_000);
  const [room] = (await device(bench)).get("room");
  expect(room).toMatchObject({ count: 12_001, first: 2, unread: null });
  expect(12_001).toBeGreaterThan(MAX_RUNS_TOLD);
  await bench.wake();
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 23_990 }] });
  expect((await device(bench)).get("room")[0]).toMatchObject({ count: 6, first: 23_992 });
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 24_003 }] });
  expect([...bench.storage.rows.keys()].filter((key) => key.startsWith("u:"))).toEqual([]);
});

it("what concerned one is kept with what one has seen of it, up to a thousand", async () => {
  const mine = { seq: 2, by: ann.person };
  const bench = await told(
    said(2, { by: ann.person }),
    said(3, { replyTo: mine }),
    { type: "reacted", seq: 4, at: 4, by: bob, target: mine, emoji: "👍", on: true },
    { type: "reacted", seq: 5, at: 5, by: bob, target: mine, emoji: "👍", on: false },
    said(6, { mentions: [ann.person] }),
    { type: "edited", seq: 7, at: 7, by: bob, target: 6, mentions: [ann.person] },
    { type: "deleted", seq: 8, target: 3 },
  );
  const activity = (await device(bench)).get("activity");
  expect(activity.map(({ what, isGone, isSeen }) => [what, isGone, isSeen])).toEqual([
    ["reply", true, false],
    ["reaction", true, false],
    ["mention", false, false],
  ]);
  await bench.command({ type: "seen", activity: [activity[2]?.id] });
  const after = await device(bench);
  expect(after.get("activity")[2]?.isSeen).toBe(true);
  expect(after.get("room")[0]).toMatchObject({ mentions: [], count: 1 });
  bench.happens(
    TEA,
    ...Array.from({ length: MAX_ACTIVITY }, (_, i) => said(9 + i, { mentions: [ann.person] })),
  );
  await bench.inbox.tell(bench.letter(TEA, 8));
  const full = (await device(bench)).get("activity");
  expect(full).toHaveLength(MAX_ACTIVITY);
  expect(full[0]?.seq).toBe(9);
});

it("with what changes in a thread its room says how far that was heard, so that no device hears it twice in the open room", async () => {
  const bench = await told(said(2, { by: ann.person }));
  const held = new Device();
  const there = await bench.join();
  bench.happens(TEA, said(3, { thread: { seq: 2, by: ann.person }, mentions: [ann.person] }));
  await bench.inbox.tell(bench.letter(TEA, 2));
  await bench.command({ type: "seen", activity: [1] });
  held.hear(takeInbox(there));
  expect(held.get("thread")).toMatchObject([{ count: 1, mentions: [] }]);
  expect(held.get("room")).toMatchObject([{ heard: 3, count: 0 }]);
});

it("reading a message is seeing that it concerns one; a reaction is not read with it", async () => {
  const mine = { seq: 2, by: ann.person };
  const bench = await told(
    said(2, { by: ann.person }),
    { type: "reacted", seq: 3, at: 3, by: bob, target: mine, emoji: "👍", on: true },
    said(4, { mentions: [ann.person] }),
  );
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 4 }] });
  const activity = (await device(bench)).get("activity");
  expect(activity.map(({ what, isSeen }) => [what, isSeen])).toEqual([
    ["reaction", false],
    ["mention", true],
  ]);
});

it("is nobody else's, and not theirs whose session is over", async () => {
  const bench = await told();
  const stranger = await bench.connect(bench.claims(person("Bob")));
  await bench.say(stranger, { t: "ping" });
  expect(stranger.closed?.code).toBe(CLOSE.session);
  const here = await bench.join();
  await bench.inbox.signedOut([ann.session]);
  expect(here.closed?.code).toBe(CLOSE.session);
  const late = await bench.connect();
  await bench.say(late, { t: "ping" });
  expect(late.closed?.code).toBe(CLOSE.session);
  expect(await bench.command({ type: "opened", room: TEA })).toMatchObject({ ok: false });
});

it("what is no command is refused with a code, and changes nothing", async () => {
  const bench = await told(said(2));
  const peer = await bench.join();
  takeInbox(peer);
  const rows = new Map(bench.storage.rows);
  await bench.say(peer, "no frame");
  await bench.ask(peer, { type: "read", marks: [] });
  await bench.ask(peer, { type: "dance" });
  expect(takeInbox(peer).map((message) => message.t === "refused" && message.code)).toEqual([
    "malformed",
    "malformed",
    "unknown_type",
  ]);
  expect(new Map(bench.storage.rows)).toEqual(rows);
});

it("when storage fails nobody is told, and the next inbox knows what was stored", async () => {
  const bench = await told(said(2));
  const peer = await bench.join();
  takeInbox(peer);
  bench.storage.failure = new Error("power cut");
  const answer = await bench.command({ type: "read", marks: [{ room: TEA, seq: 2 }] });
  expect(answer).toMatchObject({ refusal: { code: "unavailable" } });
  expect(takeInbox(peer)).toEqual([]);
  expect([peer.closed?.code, bench.failures.length]).toEqual([CLOSE.fault, 1]);
  await bench.wake();
  expect((await device(bench)).get("room")[0]?.count).toBe(1);
});

it.each(["", ", after sleep too"])(
  "of a deleted account nothing is kept, whatever comes later%s",
  async (sleeps) => {
    const bench = await told(said(2, { mentions: [ann.person] }));
    await bench.subscribe();
    await bench.inbox.erase();
    if (sleeps) await bench.wake();
    bench.happens(TEA, { type: "left", seq: 3, at: 1, by: ann.person });
    expect(await bench.inbox.tell(bench.letter(TEA, 2))).toMatchObject({ ok: true });
    await bench.subscribe();
    expect(await bench.command({ type: "opened", room: TEA })).toMatchObject({ ok: false });
    expect((await bench.join()).closed).toMatchObject({ code: CLOSE.session });
    const kept = [...bench.storage.rows.keys()].filter((key) => !/^[ko]:/.test(key));
    expect(kept).toEqual(["erased"]);
  },
);

function epochOf(messages: ReturnType<typeof takeInbox>): string | null {
  for (const message of messages) if (message.t === "welcome") return message.epoch;
  return null;
}
