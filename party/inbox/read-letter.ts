import type { Letter } from "#protocol/inbox/facts.ts";
import { NO_NUMBERS } from "#protocol/inbox/number-set.ts";
import { hear, heardUpTo, newRoom, type RoomUnread } from "#protocol/inbox/unread.ts";
import { epochRank } from "#protocol/epoch.ts";
import type { PersonId } from "#protocol/ids.ts";
import { withActivity } from "./activity.ts";
import { withRoom, type HeldRoom, type InboxState } from "./inbox-state.ts";

/** What a letter makes of an inbox, or the number after which the room has to be asked for what was not heard yet. */
export type Read = { state: InboxState } | { missing: number };

/** Letters may come twice, late and overlapping: what was heard before changes nothing. */
export function readLetter(state: InboxState, letter: Letter, me: PersonId): Read {
  const { room, epoch, from, to, facts } = letter;
  let held = state.rooms.get(room) ?? newcomer(letter);
  if (held.epoch !== epoch) {
    // From a life of the room that is over.
    if (epochRank(epoch) < epochRank(held.epoch)) return { state };
    held = reborn(held, letter);
  }
  if (from > held.unread.heard) return { missing: held.unread.heard };
  let next = state;
  let { unread, newsAt } = held;
  for (const fact of facts) {
    if (fact.seq <= unread.heard) continue;
    unread = hear(unread, fact, me);
    if (!unread.isMember) continue;
    next = withActivity(next, room, fact, me);
    const isNews = fact.type === "said" && !fact.isGone && fact.by !== me;
    if (isNews && (fact.thread === undefined || fact.alsoInRoom)) newsAt = fact.at;
  }
  unread = heardUpTo(unread, to);
  return { state: withRoom(next, room, { ...held, unread, newsAt }) };
}

/** A room that this inbox has not heard of: what happened before this letter was never told, and is no news. */
function newcomer({ epoch, from }: Letter): HeldRoom {
  return { epoch, unread: newRoom(from, true), newsAt: 0, level: null };
}

/** The room's storage was lost and came back. Numbers hold (contract C12), and what was read stays read; the rest is heard anew. */
function reborn(held: HeldRoom, { epoch, to }: Letter): HeldRoom {
  const { unread } = held;
  // A number that did not come back belongs to nobody yet.
  const read = Math.min(unread.read, to);
  const threads = [...unread.threads].map(
    ([root, thread]) => [root, { ...thread, unread: NO_NUMBERS, mentions: NO_NUMBERS }] as const,
  );
  const heard = Math.min(read, ...threads.map(([, { read }]) => read), unread.heard);
  const anew: RoomUnread = {
    ...unread,
    heard,
    read,
    unread: NO_NUMBERS,
    mentions: NO_NUMBERS,
    threads: new Map(threads),
  };
  return { ...held, epoch, unread: anew };
}
