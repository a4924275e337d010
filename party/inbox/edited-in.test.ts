import { expect, it } from "vitest";
import * as v from "valibot";
import type { Fact } from "#protocol/inbox/facts.ts";
import { Seq } from "#protocol/ids.ts";
import { ann, bob, takeInbox, type InboxBench } from "../../test/fakes/inbox-bench.ts";
import { said, TEA, told } from "./inbox.test-kit.ts";

const edited = (seq: number, target: number, by = bob): Fact => ({
  type: "edited",
  seq: v.parse(Seq, seq),
  at: seq * 1_000,
  by,
  target: v.parse(Seq, target),
});
/** What a device is told of edits when a room tells these facts. */
const heardOf = async (bench: InboxBench, after: number, ...facts: Fact[]) => {
  const desk = await bench.join();
  takeInbox(desk);
  bench.happens(TEA, ...facts);
  await bench.inbox.tell(bench.letter(TEA, after));
  return takeInbox(desk).filter(({ t }) => t === "edited");
};

it("devices are told which messages that were not read say something else now", async () => {
  const bench = await told(said(2), said(3), said(4));
  const heard = await heardOf(bench, 4, edited(5, 3), edited(6, 4), edited(7, 3));
  expect(heard).toEqual([{ t: "edited", room: TEA, seqs: [3, 4] }]);
});

it("also of a thread that they follow", async () => {
  const thread = { seq: v.parse(Seq, 2), by: ann.person };
  const bench = await told(said(2, { by: ann.person }), said(3, { thread }));
  const heard = await heardOf(bench, 3, edited(4, 3));
  expect(heard).toEqual([{ t: "edited", room: TEA, seqs: [3] }]);
});

it("not of what was read, nor of their own", async () => {
  const bench = await told(said(2), said(3, { by: ann.person }), said(4));
  await bench.command({ type: "read", marks: [{ room: TEA, seq: v.parse(Seq, 2) }] });
  expect(await heardOf(bench, 4, edited(5, 2), edited(6, 3, ann.person))).toEqual([]);
});
