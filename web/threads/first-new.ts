import type { MessagePosted } from "#protocol/events.ts";
import type { FirstUnread, ReadBefore } from "../read/first-unread.ts";
import { isAnothers } from "../read/news-in.ts";

/**
 * The first reply that is new to somebody who had read so far: what came after event `head` is not, nor what was said to the room too and
 * read there. `isWhole`: all are here.
 */
export function firstNewIn(
  replies: readonly MessagePosted[],
  head: number,
  { me, position, since, seenInRoom = 0 }: ReadBefore,
  isWhole: boolean,
): FirstUnread | null {
  const then = replies.filter(({ seq }) => seq <= head);
  const own = then.findLast(({ by }) => by === me)?.seq ?? 0;
  const manual = position?.manual;
  // One's own word says what was read only where nothing else does: it may have been written long before it was sent.
  const seen = position?.seq ?? own;
  const first = then.find((reply) => {
    if (!isAnothers(reply, me)) return false;
    if (manual !== undefined) return reply.seq >= manual;
    if (reply.alsoInRoom && reply.seq <= seenInRoom) return false;
    return reply.seq > seen && (position !== undefined || reply.at > since);
  });
  return first ? { seq: first.seq, isSure: isWhole } : null;
}
