import type { MessagePosted, RoomEvent } from "#protocol/events.ts";
import type { Timeline } from "#protocol/timeline.ts";

type Chunk = readonly (RoomEvent | undefined)[];
type ByRoot = ReadonlyMap<number, readonly MessagePosted[]>;

/** Parts of a timeline never change: each is looked through once, and a message that arrives costs its own part. */
const indexed = new WeakMap<Chunk, ByRoot>();

/** What is known of what was said under the message `root`, in order; the tombstones of replies among it. */
export function repliesIn(timeline: Timeline, root: number): readonly MessagePosted[] {
  return numbersOf(timeline).flatMap((number) => byRootIn(timeline, number).get(root) ?? []);
}

/** The same for every message under which something is known to have been said. */
export function allReplies(timeline: Timeline): ByRoot {
  const all = new Map<number, MessagePosted[]>();
  for (const number of numbersOf(timeline)) {
    for (const [root, replies] of byRootIn(timeline, number)) {
      const before = all.get(root);
      if (before) before.push(...replies);
      else all.set(root, [...replies]);
    }
  }
  return all;
}

function numbersOf({ chunks }: Timeline): number[] {
  return [...chunks.keys()].toSorted((a, b) => a - b);
}

function byRootIn({ chunks }: Timeline, number: number): ByRoot {
  const chunk = chunks.get(number) ?? [];
  const known = indexed.get(chunk);
  if (known) return known;
  const byRoot = new Map<number, MessagePosted[]>();
  for (const event of chunk) {
    if (event?.type !== "message.posted" || event.thread === undefined) continue;
    const before = byRoot.get(event.thread);
    if (before) before.push(event);
    else byRoot.set(event.thread, [event]);
  }
  indexed.set(chunk, byRoot);
  return byRoot;
}
