import type { MessagePosted } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";

/** How far somebody had read a thread when they opened it. */
export type ReadBefore = {
  me: PersonId;
  /** The last number that they had seen; undefined: none of it. */
  seen: number | undefined;
  /** When they came to this device, in ms since epoch. */
  since: number;
  /** The newest event of the room at that time: what came later is no news to whoever looks on. */
  head: number;
};

/** The reply over which the "new" line stands: the first that was not seen when the thread was opened. */
export function firstNewIn(
  replies: readonly MessagePosted[],
  { me, seen, since, head }: ReadBefore,
): number | null {
  const own = replies.findLast(({ seq, by }) => by === me && seq <= head)?.seq ?? 0;
  const first = replies.find(
    ({ seq, by, at, deleted }) =>
      by !== me &&
      !deleted &&
      seq <= head &&
      seq > Math.max(own, seen ?? 0) &&
      (seen !== undefined || at > since),
  );
  return first?.seq ?? null;
}
