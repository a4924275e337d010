import * as v from "valibot";
import type { Fact } from "#protocol/inbox/facts.ts";
import { RoomId } from "#protocol/ids.ts";
import { Device } from "../../test/fakes/device.ts";
import { ann, bob, InboxBench, takeInbox } from "../../test/fakes/inbox-bench.ts";

export const TEA = v.parse(RoomId, "tea");
/** What Bob says. */
export const said = (seq: number, more: Partial<Extract<Fact, { type: "said" }>> = {}): Fact => ({
  type: "said",
  seq,
  at: seq * 1_000,
  by: bob,
  ...more,
});
/** Ann comes in. */
export const joined: Fact = { type: "joined", seq: 1, at: 1, by: ann.person };

/** An inbox that was told of Ann's coming into a room and of `facts` after it. */
export async function told(...facts: Fact[]): Promise<InboxBench> {
  const bench = await InboxBench.open();
  bench.happens(TEA, joined, ...facts);
  await bench.inbox.tell(bench.letter(TEA, 0));
  return bench;
}

/** A device that has just come, and has heard everything. */
export async function device(bench: InboxBench): Promise<Device> {
  const held = new Device();
  held.hear(takeInbox(await bench.join()));
  return held;
}
