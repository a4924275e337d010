import type { InboxBench } from "../../test/fakes/inbox-bench.ts";
import type { FakePeer } from "../../test/fakes/room-bench.ts";

/** A person's being there outlives their last device for so long. */
export const GRACE_MS = 30_000;

/** A device of Ann's that has said what is done at it, and of which the lobby has heard. */
export async function device(bench: InboxBench, is = "active", watching: object | null = null) {
  const peer = await bench.join();
  await says(bench, peer, is, watching);
  return peer;
}

export async function says(
  bench: InboxBench,
  peer: FakePeer,
  is: string,
  watching: object | null = null,
): Promise<void> {
  await bench.say(peer, { t: "status", is, watching });
  await bench.pass(2_000);
}
