import { expect, it } from "vitest";
import type { Fact } from "#protocol/inbox/facts.ts";
import { ann, type InboxBench } from "../../test/fakes/inbox-bench.ts";
import { device, said, TEA, told } from "./inbox.test-kit.ts";

const MANY = 12_000;
/** With something else between each of them and the next, so that each is a run of its own. */
const talk = (more: Partial<Extract<Fact, { type: "said" }>> = {}, first = 2): Fact[] =>
  Array.from({ length: MANY }, (_, i) => said(2 * i + first, more));

const listed = (bench: InboxBench) =>
  [...bench.storage.rows.keys()].filter((key) => key.startsWith("l:"));
/** What a device is told that comes now, and what one is told after the inbox was read anew. */
async function nowAndAfterSleep<T>(bench: InboxBench, ask: () => Promise<T>): Promise<[T, T]> {
  const now = await ask();
  await bench.wake();
  return [now, await ask()];
}

it("whoever marks a message unread that is far back has everything since as unread, also after sleep", async () => {
  const bench = await told(...talk());
  const phone = await bench.join();
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 24_000 }] });
  const marked = await bench.command({ type: "unread", marks: [{ room: TEA, seq: 2 }] });
  expect(marked).toMatchObject({ ok: true });
  expect([bench.failures, phone.closed]).toEqual([[], null]);
  const rooms = await nowAndAfterSleep(bench, async () => (await device(bench)).get("room")[0]);
  for (const room of rooms) expect(room).toMatchObject({ read: 24_000, count: MANY, first: 2 });
  bench.happens(TEA, said(24_003));
  await bench.inbox.tell(bench.letter(TEA, 24_000));
  expect((await device(bench)).get("room")[0]).toMatchObject({ count: MANY + 1 });
  await bench.command({ type: "opened", room: TEA });
  expect((await device(bench)).get("room")[0]).toMatchObject({ count: 1, manual: null });
  expect(listed(bench)).toEqual([]);
});

it("a followed thread is counted to the reply, however many were not read", async () => {
  const root = { seq: 2, by: ann.person };
  const bench = await told(said(2, { by: ann.person }), ...talk({ thread: root }, 4));
  expect(bench.failures).toEqual([]);
  const threads = await nowAndAfterSleep(bench, async () => (await device(bench)).get("thread")[0]);
  for (const thread of threads) expect(thread).toMatchObject({ root: 2, count: MANY, first: 4 });
  bench.happens(TEA, said(24_005, { thread: root }));
  const before = new Map(bench.storage.rows);
  await bench.inbox.tell(bench.letter(TEA, 24_002));
  expect(written(before, bench)).toBeLessThan(10_000);
  expect((await device(bench)).get("thread")[0]?.count).toBe(MANY + 1);
  await bench.command({ type: "read", marks: [{ room: TEA, thread: 2, seq: 23_990 }] });
  expect((await device(bench)).get("thread")[0]).toMatchObject({ count: 7, first: 23_992 });
  expect(listed(bench)).toEqual([]);
});

it("messages that name somebody are counted one by one, however many were not read", async () => {
  const bench = await told(...talk({ mentions: [ann.person] }));
  expect(bench.failures).toEqual([]);
  const rooms = await nowAndAfterSleep(bench, async () => (await device(bench)).get("room")[0]);
  for (const room of rooms) {
    expect(room?.count).toBe(MANY);
    expect(room?.mentions).toHaveLength(2 * MANY);
  }
  bench.happens(TEA, said(24_003, { mentions: [ann.person] }));
  const before = new Map(bench.storage.rows);
  await bench.inbox.tell(bench.letter(TEA, 24_000));
  expect(written(before, bench)).toBeLessThan(16_000);
  await bench.command({ type: "read", marks: [{ room: TEA, seq: 23_998 }] });
  expect((await device(bench)).get("room")[0]?.mentions).toEqual([24_000, 24_000, 24_003, 24_003]);
  expect(listed(bench)).toEqual([]);
});

it("a long list that was stored in its place's row is kept through the change by which it goes to pages", async () => {
  const bench = await told(said(2), said(4, { mentions: [ann.person] }));
  const numbers = Array.from({ length: 600 }, (_, i) => [2 * i + 4, 2 * i + 4]).flat();
  const row = JSON.parse(bench.storage.rows.get("r:tea") ?? "") as object;
  bench.storage.rows.set("r:tea", JSON.stringify({ ...row, mentions: numbers, heard: 1_202 }));
  await bench.wake();
  bench.happens(TEA, said(1_204, { mentions: [ann.person] }));
  await bench.inbox.tell(bench.letter(TEA, 1_202));
  expect(listed(bench)).not.toEqual([]);
  const rooms = await nowAndAfterSleep(bench, async () => (await device(bench)).get("room")[0]);
  for (const room of rooms) expect(room?.mentions).toEqual([...numbers, 1_204, 1_204]);
});

it("of long lists nothing is kept when the account is deleted", async () => {
  const bench = await told(...talk({ mentions: [ann.person] }));
  expect(listed(bench)).not.toEqual([]);
  await bench.inbox.erase();
  expect([...bench.storage.rows.keys()]).toEqual(["erased"]);
});

/** What a change has written, in characters. */
function written(before: ReadonlyMap<string, string>, bench: InboxBench): number {
  const rows = [...bench.storage.rows].filter(([key, row]) => before.get(key) !== row);
  return rows.reduce((sum, [, row]) => sum + row.length, 0);
}
