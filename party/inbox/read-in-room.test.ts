import { expect, it } from "vitest";
import { ann, bob, takeInbox, type InboxBench } from "../../test/fakes/inbox-bench.ts";
import { device, joined, said, TEA, told } from "./inbox.test-kit.ts";

const THREAD = { seq: 2, by: bob };
const BOTH = { thread: THREAD, alsoInRoom: true } as const;

async function activityOf(bench: InboxBench) {
  const changes = takeInbox(await bench.join());
  const entries = changes.flatMap((told) => (told.t === "changes" ? told.entries : []));
  return entries.filter(({ kind }) => kind === "activity");
}

it("an answer that the room shows too, and that names me, is seen once I have read it in the room", async () => {
  const bench = await told(said(2), said(3, { mentions: [ann.person], ...BOTH }));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 3 }] });
  expect(await activityOf(bench)).toMatchObject([{ what: "mention", seq: 3, isSeen: true }]);
});

it("an answer that is in its thread alone is not seen by reading the room", async () => {
  const bench = await told(said(2), said(3, { mentions: [ann.person], thread: THREAD }));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 3 }] });
  expect(await activityOf(bench)).toMatchObject([{ what: "mention", seq: 3, isSeen: false }]);
});

it("whom an edit names in an answer that the room shows too sees it by reading the room", async () => {
  const edited = { type: "edited", seq: 4, at: 4_000, by: bob, target: 3 } as const;
  const bench = await told(said(2), said(3, BOTH), { ...edited, ...BOTH, mentions: [ann.person] });
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 4 }] });
  expect(await activityOf(bench)).toMatchObject([{ what: "mention", seq: 3, isSeen: true }]);
});

it("reading the room reads what a thread that I follow has said to it too, also after sleep", async () => {
  const thread = { seq: 2, by: ann.person };
  const bench = await told(
    said(2, { by: ann.person }),
    said(3, { thread, alsoInRoom: true }),
    said(4, { thread }),
  );
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 3 }] });
  await bench.wake();
  const [held] = (await device(bench)).get("thread");
  expect(held).toMatchObject({ root: 2, count: 1, first: 4, unread: [4, 4] });
});

it("what was read in the room is unread in its thread again where it is marked so there", async () => {
  const thread = { seq: 2, by: ann.person };
  const bench = await told(said(2, { by: ann.person }), said(3, { thread, alsoInRoom: true }));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 3 }] });
  await bench.command({ type: "unread", marks: [{ room: TEA, thread: 2, seq: 3 }] });
  const [held] = (await device(bench)).get("thread");
  expect(held).toMatchObject({ count: 1, manual: { from: 3, unread: [3, 3] } });
});

it("whoever has come again sees with the room what concerned them before they left", async () => {
  const bench = await told(said(2, { mentions: [ann.person] }));
  bench.happens(TEA, { type: "left", seq: 3, at: 3, by: ann.person }, { ...joined, seq: 4 });
  await bench.inbox.tell(bench.letter(TEA, 2));
  expect((await device(bench)).get("activity")).toMatchObject([{ seq: 2, isSeen: false }]);
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 3 }] });
  expect((await device(bench)).get("activity")).toMatchObject([{ seq: 2, isSeen: true }]);
});
