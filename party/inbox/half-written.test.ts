import { expect, it } from "vitest";
import { MAX_BODY_UNITS } from "#protocol/limits.ts";
import { ann, InboxBench, takeInbox } from "../../test/fakes/inbox-bench.ts";
import { device, TEA } from "./inbox.test-kit.ts";

const draft = (text: string, base: readonly string[] = []) => ({
  type: "draft",
  room: TEA,
  base,
  text,
});

it("a draft is told to every device, and is still there after sleep", async () => {
  const bench = await InboxBench.open();
  const phone = await bench.join();
  const desk = await bench.join();
  takeInbox(desk);
  await bench.ask(phone, { ...draft("half a"), replyTo: 3 });
  expect(takeInbox(desk)).toMatchObject([
    { t: "changes", entries: [{ kind: "draft", drafts: [{ text: "half a", replyTo: 3 }] }] },
  ]);
  await bench.wake();
  const [held] = (await device(bench)).get("draft");
  expect(held?.drafts).toMatchObject([{ text: "half a", replyTo: 3 }]);
});

it("what has ended is told as that to whoever knew of it, and does not come back after sleep", async () => {
  const bench = await InboxBench.open();
  const first = { ...draft("hello"), id: bench.id() };
  const phone = await bench.join();
  await bench.say(phone, { t: "command", command: first });
  const there = await device(bench);
  await bench.ask(phone, draft("", [first.id]));
  await bench.wake();
  expect(await bench.inbox.command(ann, first as never)).toEqual({ ok: true, value: null });
  const { epoch } = await changes(bench);
  there.hear(takeInbox(await bench.join(there.cursor, epoch)));
  expect(there.get("draft")).toMatchObject([{ drafts: [] }]);
});

it("a device that was away while very many drafts ended is told everything anew", async () => {
  const bench = await InboxBench.open();
  await bench.command({ type: "draft", room: "r-0", base: [], text: "first" });
  const there = await device(bench);
  const { epoch } = await changes(bench);
  const [first] = there.get("draft");
  await bench.command({ ...draft("", [first?.drafts[0]?.version ?? ""]), room: "r-0" });
  for (let nth = 1; nth <= 200; nth += 1) {
    const id = bench.id();
    await bench.inbox.command(ann, { ...draft("x"), id, room: `r-${nth}` } as never);
    await bench.command({ ...draft("", [id]), room: `r-${nth}` });
  }
  await bench.wake();
  there.hear(takeInbox(await bench.join(there.cursor, epoch)));
  expect(there.get("draft").filter(({ drafts }) => drafts.length > 0)).toEqual([]);
  expect(there.gaps).toBe(0);
});

it("a draft that is too long is refused, and what was there stays", async () => {
  const bench = await InboxBench.open();
  const phone = await bench.join();
  await bench.ask(phone, draft("short"));
  takeInbox(phone);
  await bench.ask(phone, draft("x".repeat(MAX_BODY_UNITS + 1)));
  expect(takeInbox(phone)).toMatchObject([
    { t: "refused", code: "body_too_long", retryable: false },
  ]);
  const [held] = (await device(bench)).get("draft");
  expect(held?.drafts).toMatchObject([{ text: "short" }]);
});

it("stars, mutes and how rooms are listed are told to every device, each by itself", async () => {
  const bench = await InboxBench.open();
  await bench.command({ type: "star", room: TEA, on: true });
  await bench.command({ type: "mute", room: TEA, on: true });
  await bench.command({ type: "sidebar", order: "recent" });
  await bench.command({ type: "sidebar", isUnreadFirst: true });
  await bench.wake();
  const there = await device(bench);
  expect(there.get("preference")).toEqual([
    { kind: "preference", room: TEA, isStarred: true, isMuted: true, place: 1 },
  ]);
  expect(there.get("sidebar")).toEqual([
    { kind: "sidebar", order: "recent", isUnreadFirst: true, folded: [] },
  ]);
});

it("nothing of it is left when the account is deleted", async () => {
  const bench = await InboxBench.open();
  await bench.command(draft("a secret"));
  await bench.command({ type: "star", room: TEA, on: true });
  await bench.command({ type: "sidebar", order: "recent" });
  await bench.inbox.erase();
  expect([...bench.storage.rows.keys()]).toEqual(["erased"]);
});

async function changes(bench: InboxBench) {
  const answer = bench.inbox.changes(ann, { epoch: null, cursor: 0 });
  if (!answer.ok) throw new Error("an own inbox answers");
  return answer.value;
}
