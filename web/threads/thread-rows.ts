import type { MessagePosted } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { Pending } from "../room/room-view.ts";
import { GROUP_WITHIN_MS, type Row, type Rows } from "../timeline/rows.ts";
import { dayOf } from "../timeline/times.ts";

type ThreadStory = {
  /** The message that it hangs on; undefined while it is not loaded. */
  root: MessagePosted | undefined;
  /** What is known of what was said under it, oldest first. */
  replies: readonly MessagePosted[];
  /** How many more there are, which are older. */
  missing: number;
  /** What waits to be said in it. */
  pending: readonly Pending[];
  me: PersonId;
};

/** So many rows stand for all that is on its way. */
const SKELETONS = 3;

/** A thread as a list: first what it hangs on, then what is on its way, what was said, and what waits to be sent. */
export function threadRows({ root, replies, missing, pending, me }: ThreadStory): Rows {
  const skeletons = Math.min(missing, SKELETONS);
  const before = 1 + skeletons;
  const head = before + replies.length;
  const nothing: Row = { kind: "unloaded" };
  return {
    count: head + pending.length,
    at(index) {
      if (index === 0) return root ? rowOf(root, undefined) : nothing;
      const reply = replies[index - before];
      // What stands above the first of them is not known while something is missing.
      if (reply)
        return rowOf(reply, replies[index - before - 1] ?? (missing > 0 ? undefined : root));
      const waiting = pending[index - head];
      if (!waiting) return nothing;
      return pendingRow(waiting, pending[index - head - 1] ?? replies.at(-1) ?? root, me);
    },
    keyAt(index) {
      if (index === 0) return "root";
      const reply = replies[index - before];
      // As in the room: a message of one's own keeps its key when it is accepted.
      if (reply) return reply.by === me ? reply.id : reply.seq;
      return pending[index - head]?.id ?? -index;
    },
    tellsOf: (index) => index,
    timeAt: (index) =>
      (index === 0 ? root : replies[index - before])?.at ??
      pending[index - head]?.writtenAt ??
      null,
  };
}

/** The row of the reply `seq`, or null where it has none. */
export function rowOfReply(rows: Rows, seq: number): number | null {
  for (let index = 1; index < rows.count; index += 1) {
    const row = rows.at(index);
    if (row.kind === "message" && row.event.seq === seq) return index;
  }
  return null;
}

function rowOf(event: MessagePosted, before: MessagePosted | undefined): Row {
  return {
    kind: "message",
    event,
    startsGroup: startsGroup(event, event.by, event.at, before),
    startsDay: before !== undefined && dayOf(before.at) !== dayOf(event.at),
  };
}

function pendingRow(
  pending: Pending,
  before: Pending | MessagePosted | undefined,
  me: PersonId,
): Row {
  const { writtenAt: at } = pending;
  if (before && "seq" in before) {
    return {
      kind: "pending",
      pending,
      startsGroup: startsGroup(pending, me, at, before),
      startsDay: dayOf(before.at) !== dayOf(at),
    };
  }
  const isLater = !before || at - before.writtenAt >= GROUP_WITHIN_MS;
  return {
    kind: "pending",
    pending,
    startsGroup: isLater || pending.replyTo !== undefined,
    startsDay: false,
  };
}

function startsGroup(
  said: { replyTo?: number | undefined },
  by: PersonId,
  at: number,
  before: MessagePosted | undefined,
): boolean {
  // Under what it hangs on, everybody speaks anew.
  if (!before || before.thread === undefined || said.replyTo !== undefined) return true;
  const isSoon = Math.abs(at - before.at) < GROUP_WITHIN_MS && dayOf(at) === dayOf(before.at);
  return before.by !== by || !isSoon;
}
