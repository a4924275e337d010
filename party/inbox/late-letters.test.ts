import { expect, it } from "vitest";
import { ann, InboxBench } from "../../test/fakes/inbox-bench.ts";
import { device, joined, said, TEA, told } from "./inbox.test-kit.ts";

it("a room whose first letter was lost is heard from its beginning, and what was there before one came is no news", async () => {
  const bench = await InboxBench.open();
  bench.happens(TEA, said(1, { mentions: [ann.person] }), { ...joined, seq: 2 });
  bench.happens(TEA, said(3), said(4, { mentions: [ann.person] }), said(5));
  await bench.inbox.tell(bench.letter(TEA, 3));
  const held = await device(bench);
  expect(held.get("room")).toMatchObject([{ count: 3, first: 3, mentions: [4, 4] }]);
  expect(held.get("activity")).toMatchObject([{ seq: 4 }]);
});

it("unread from here is not done while the room cannot be asked", async () => {
  const bench = await told(said(2), said(3));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 3 }] });
  bench.areRoomsAway = true;
  const mark = { type: "unread", marks: [{ room: TEA, seq: 2 }] };
  expect(await bench.command(mark)).toMatchObject({ ok: false, refusal: { retryable: true } });
  bench.areRoomsAway = false;
  expect(await bench.command(mark)).toMatchObject({ ok: true });
  expect((await device(bench)).get("room")[0]?.count).toBe(2);
});

it("unread from here counts nothing that is deleted, and all that is read, while the room is being asked", async () => {
  const bench = await told(said(2), said(3), said(4));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 3 }] });
  bench.meanwhile = async () => {
    bench.happens(TEA, { type: "deleted", seq: 5, target: 2 });
    // What the room answers from now on says that it is gone; what it has answered does not.
    await bench.inbox.tell(bench.letter(TEA, 4));
    await bench.command({ type: "read", marks: [{ room: TEA, seq: 4 }] });
  };
  await bench.command({ type: "unread", marks: [{ room: TEA, seq: 2 }] });
  const [room] = (await device(bench)).get("room");
  expect(room).toMatchObject({ read: 4, count: 2, manual: { from: 2, unread: [3, 4] } });
});

it("unread from here stays so when how far it was read is told only after it", async () => {
  const bench = await told(said(2), said(3), said(4));
  await bench.command({ type: "unread", marks: [{ room: TEA, seq: 3 }] });
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 4 }] });
  const [room] = (await device(bench)).get("room");
  expect(room).toMatchObject({ read: 4, count: 2, manual: { from: 3, unread: [3, 4] } });
  await bench.command({ type: "opened", room: TEA });
  expect((await device(bench)).get("room")[0]?.count).toBe(0);
});

it("what was read before its inbox heard of it was seen", async () => {
  const bench = await told(said(2));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 3 }] });
  bench.happens(TEA, said(3, { mentions: [ann.person] }), said(4, { mentions: [ann.person] }));
  await bench.inbox.tell(bench.letter(TEA, 2));
  const activity = (await device(bench)).get("activity");
  expect(activity.map(({ seq, isSeen }) => [seq, isSeen])).toEqual([
    [3, true],
    [4, false],
  ]);
});

it("what is marked unread, and opened, is so in the order in which it was asked for", async () => {
  const bench = await told(said(2), said(3));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 3 }] });
  const later: Promise<unknown>[] = [];
  bench.meanwhile = async () => {
    later.push(bench.command({ type: "opened", room: TEA }));
  };
  await bench.command({ type: "unread", marks: [{ room: TEA, seq: 2 }] });
  await Promise.all(later);
  expect((await device(bench)).get("room")).toMatchObject([{ count: 0, manual: null }]);
});
