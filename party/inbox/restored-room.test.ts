import { expect, it } from "vitest";
import { settled } from "../../test/fakes/hand-clock.ts";
import { ann, EPOCH, InboxBench } from "../../test/fakes/inbox-bench.ts";
import { device, joined, said, TEA, told } from "./inbox.test-kit.ts";
import type { Fact, Letter } from "#protocol/inbox/facts.ts";
import type { PushMessage } from "#protocol/push-message.ts";

/** Of a later life of the room. */
const AGAIN = "01a21649-cbfc-7f0c-8ba6-f01b4b66ab32";

it("a room that came back keeps what was read and looked at, whatever part of it is told first", async () => {
  const bench = await told(said(2), said(3, { mentions: [ann.person] }), said(4), said(5));
  await bench.command({ type: "seen", activity: [1] });
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 4 }] });
  const epoch = AGAIN;
  await bench.inbox.tell({ ...bench.letter(TEA, 0, 2), epoch });
  const [room] = (await device(bench)).get("room");
  expect(room).toMatchObject({ epoch, read: 4, count: 1, first: 5, mentions: [] });
});

it("of a room that lost its last events on its way back, their numbers are nobody's", async () => {
  const bench = await told(said(2), said(3), said(4));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 4 }] });
  const again = {
    ...bench.letter(TEA, 0, 2),
    head: 2,
    epoch: AGAIN,
  };
  await bench.inbox.tell(again);
  await bench.inbox.tell({ ...again, from: 2, to: 3, head: 3, facts: [said(3)] });
  expect((await device(bench)).get("room")[0]).toMatchObject({ read: 2, count: 1, first: 3 });
});

it("a room that came back from its archive is heard anew: what was read stays read, and nothing is told twice", async () => {
  const bench = await told(said(2, { mentions: [ann.person] }), said(3));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 2 }] });
  const again = { ...bench.letter(TEA, 0), epoch: AGAIN };
  expect(EPOCH < again.epoch).toBe(false);
  await bench.inbox.tell(again);
  const held = await device(bench);
  expect(held.get("room")[0]).toMatchObject({ epoch: again.epoch, read: 2, count: 1, first: 3 });
  expect(held.get("activity")).toHaveLength(1);
  await bench.inbox.tell({ ...bench.letter(TEA, 0), facts: [said(9)], to: 9, head: 9 });
  expect((await device(bench)).get("room")[0]?.count).toBe(1);
});

/** What a room says that came back with its first `began` events, and in which `facts` have happened since. */
function again(bench: InboxBench, began: number, ...facts: Fact[]) {
  const head = facts.at(-1)?.seq ?? began;
  const letter = bench.letter(TEA, 0, began);
  return { ...letter, to: head, head, epoch: AGAIN, began, facts: [...letter.facts, ...facts] };
}

it("what is said under numbers that were lost is news, though they were heard and read", async () => {
  const bench = await told(said(2), said(3), said(4));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 4 }] });
  await bench.inbox.tell(again(bench, 2, said(3, { mentions: [ann.person] }), said(4), said(5)));
  const held = await device(bench);
  expect(held.get("room")).toMatchObject([{ read: 2, count: 3, first: 3, mentions: [3, 3] }]);
  expect(held.get("activity")).toMatchObject([{ seq: 3, isSeen: false }]);
});

it("what was read ahead of the inbox, and lost, is read no more", async () => {
  const bench = await told(said(2));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 4 }] });
  await bench.inbox.tell(again(bench, 2, said(3), said(4)));
  expect((await device(bench)).get("room")).toMatchObject([{ read: 2, count: 2, first: 3 }]);
});

it("a mark of the room's lost life says nothing about the one after it, nor the other way round", async () => {
  const bench = await told(said(2), said(3), said(4));
  const read = (seq: number, epoch: string) =>
    bench.command({ type: "read", marks: [{ room: TEA, seq, epoch }] });
  expect(await read(3, AGAIN)).toMatchObject({ ok: true });
  expect((await device(bench)).get("room")).toMatchObject([{ read: 1, count: 3 }]);
  await bench.inbox.tell(again(bench, 2, said(3)));
  expect(await read(4, EPOCH)).toMatchObject({ ok: true });
  const unread = { type: "unread", marks: [{ room: TEA, seq: 2, epoch: EPOCH }] };
  expect(await bench.command(unread)).toMatchObject({ ok: true });
  expect((await device(bench)).get("room")).toMatchObject([{ read: 1, count: 2, manual: null }]);
  await read(3, AGAIN);
  expect((await device(bench)).get("room")).toMatchObject([{ read: 3, count: 0 }]);
});

it("what concerned somebody and did not come back is gone, and what has its number now is told", async () => {
  const bench = await told(
    said(2, { mentions: [ann.person] }),
    said(3, { mentions: [ann.person] }),
  );
  await bench.inbox.tell(again(bench, 2, said(3, { mentions: [ann.person], at: 9_000 })));
  const activity = (await device(bench)).get("activity");
  expect(activity.map(({ seq, at, isGone }) => [seq, at, isGone])).toEqual([
    [2, 2_000, false],
    [3, 3_000, true],
    [3, 9_000, false],
  ]);
});

it("a mark by hand stays, and counts nothing that did not come back", async () => {
  const bench = await told(said(2), said(3), said(4));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 4 }] });
  await bench.command({ type: "unread", marks: [{ room: TEA, seq: 2 }] });
  await bench.inbox.tell(again(bench, 3));
  const [room] = (await device(bench)).get("room");
  expect(room).toMatchObject({ read: 3, count: 2, manual: { from: 2, unread: [2, 3] } });
  const lost = await told(said(2), said(3), said(4));
  await lost.command({ type: "read", marks: [{ room: TEA, seq: 4 }] });
  await lost.command({ type: "unread", marks: [{ room: TEA, seq: 4 }] });
  await lost.inbox.tell(again(lost, 3));
  expect((await device(lost)).get("room")).toMatchObject([{ read: 3, count: 0, first: 4 }]);
});

it("what was shown of what is lost closes, and what has its number now is told", async () => {
  const bench = await InboxBench.open();
  await bench.subscribe();
  bench.happens(TEA, joined);
  await bench.inbox.tell(bench.letter(TEA, 0));
  const mentions = [ann.person];
  const news = (seq: number) => said(seq, { mentions, at: bench.clock.now() });
  const tell = async (letter: Letter) => {
    await bench.inbox.tell(letter);
    await settled();
    return bench.pushed.splice(0).map(({ message }) => inShort(message));
  };
  for (const seq of [2, 3, 4]) bench.messages.set(seq, `words ${seq}`);
  bench.happens(TEA, said(2), news(3), news(4));
  expect(await tell(bench.letter(TEA, 1))).toEqual(["words 3", "words 4"]);
  bench.messages.set(3, "other words");
  const shown = await tell(again(bench, 2, news(3)));
  expect(new Set(shown)).toEqual(new Set(["close tea/3", "close tea/4", "other words"]));
  expect(shown.at(-1)).toBe("other words");
  const left = [...bench.storage.rows.keys()].filter((key) => key.startsWith("n:"));
  expect(left).toHaveLength(1);
});

function inShort(message: PushMessage): string | undefined {
  if (message.kind === "message") return message.notification.body;
  return message.kind === "close" ? `close ${message.tag}` : "";
}
