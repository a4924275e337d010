import type { PersonId } from "#protocol/ids.ts";
import type { Posted, RoomLog } from "./room-log.ts";

/**
 * What is unread, counted anew from the log by going through all of it: slow, and plainly right. Of what was deleted later than the
 * reader has heard, nobody can tell whether they have heard of the deletion with it: that is `maybe`.
 */
export type Reckoned = { unread: Set<number>; maybe: Set<number>; mentions: Set<number> };

/** Of a room as of event `heard`, for somebody who has read it up to `read`. */
export function reckonRoom(log: RoomLog, me: PersonId, heard: number, read: number): Reckoned {
  const joined = log.joinedAt(me, heard);
  const isNews = ({ seq }: Posted) => joined !== null && seq > joined && seq > read;
  return reckon(
    log,
    me,
    heard,
    log.messages(heard).filter((message) => isInRoom(message) && isNews(message)),
  );
}

/** Those of these messages that count. */
export function reckon(
  log: RoomLog,
  me: PersonId,
  heard: number,
  messages: readonly Posted[],
): Reckoned {
  const unread = new Set<number>();
  const maybe = new Set<number>();
  const mentions = new Set<number>();
  for (const { seq, by } of messages) {
    const deletedAt = log.deletions.get(seq) ?? Number.POSITIVE_INFINITY;
    if (by === me || deletedAt <= heard) continue;
    if (deletedAt < Number.POSITIVE_INFINITY) maybe.add(seq);
    else unread.add(seq);
    if (log.names(seq, me, heard)) mentions.add(seq);
  }
  return { unread, maybe, mentions };
}

export function isInRoom({ thread, alsoInRoom }: Posted): boolean {
  return thread === undefined || alsoInRoom === true;
}

export function isAt(message: Posted, thread: number | undefined): boolean {
  return thread === undefined ? isInRoom(message) : message.thread === thread;
}

/**
 * What others have said there from message `from` on, as far as it was read there or in the room, and have not deleted: what is unread
 * when it is marked so by hand.
 */
export function reckonByHand(
  log: RoomLog,
  me: PersonId,
  thread: number | undefined,
  { from, read, readInRoom }: { from: number; read: number; readInRoom: number },
): number[] {
  return log
    .messages()
    .filter((message) => isAt(message, thread) && message.by !== me)
    .filter(({ seq, alsoInRoom }) => seq <= read || (alsoInRoom && seq <= readInRoom))
    .map(({ seq }) => seq)
    .filter((seq) => seq >= from && !log.deletions.has(seq));
}
