import { outsidersOf, type Fact, type Letter } from "#protocol/inbox/facts.ts";
import { NO_NUMBERS, numbersIn, setOf } from "#protocol/inbox/number-set.ts";
import { hear, heardUpTo } from "#protocol/inbox/hear.ts";
import { newRoom, type PlaceUnread } from "#protocol/inbox/unread.ts";
import { epochRank } from "#protocol/epoch.ts";
import type { PersonId } from "#protocol/ids.ts";
import { lostAfter, withActivity } from "./activity.ts";
import { withRoom, type HeldRoom, type InboxState } from "./inbox-state.ts";

/** What a letter makes of an inbox, or the number after which the room has to be asked for what was not heard yet. */
export type Read = { state: InboxState } | { missing: number };

/** Whether somebody is here for whoever calls those who are: `at` is when they called, in ms since epoch. */
export type IsHere = (at: number) => boolean;

/** Letters may come twice, late and overlapping: what was heard before changes nothing. */
export function readLetter(state: InboxState, letter: Letter, me: PersonId, isHere: IsHere): Read {
  const { room, epoch, from, to, facts } = letter;
  const began = cameBackTo(state, letter);
  let next = state;
  let held = state.rooms.get(room) ?? newcomer(letter, me);
  // From a life of the room that is over.
  if (epochRank(epoch) < epochRank(held.epoch)) return { state };
  if (began !== null) {
    next = lostAfter(state, room, began);
    held = reborn(held, epoch, began);
  }
  if (from > held.unread.heard) return { missing: held.unread.heard };
  let { unread, newsAt } = held;
  for (const fact of facts) {
    if (fact.seq <= unread.heard) continue;
    unread = hear(unread, fact, me);
    if (!unread.isMember && !outsidersOf(fact).includes(me)) continue;
    next = withActivity(next, room, fact, me, { unread, isCalled: isCalled(fact, isHere) });
    const isNews = fact.type === "said" && !fact.isGone && fact.by !== me;
    if (isNews && (fact.thread === undefined || fact.alsoInRoom)) newsAt = fact.at;
  }
  unread = heardUpTo(unread, to);
  return { state: withRoom(next, room, { ...held, unread, newsAt }) };
}

/** The last event of the room as it was known here that came back, where it was restored since; else null. What followed is lost. */
export function cameBackTo({ rooms }: InboxState, { room, epoch, began, head }: Letter) {
  const known = rooms.get(room)?.epoch ?? epoch;
  // A room that does not say with what its life began is taken to have all that it had.
  return known === epoch || epochRank(epoch) < epochRank(known) ? null : (began ?? head);
}

function isCalled(fact: Fact, isHere: IsHere): boolean {
  if (fact.type !== "said" || fact.calls === undefined) return false;
  return fact.calls === "room" || isHere(fact.at);
}

/**
 * A room that this inbox has not heard of. It is met with this person's being asked into it or coming, or, where they were in before
 * there were inboxes, with what was told first: all before that is no news.
 */
function newcomer({ epoch, from, since, facts }: Letter, me: PersonId): HeldRoom {
  const comes = facts.some((fact) => fact.type === "joined" && fact.by === me);
  const isAsked = facts.some((fact) => fact.type === "invited" && fact.people.includes(me));
  const unread = comes || isAsked ? newRoom(from, false) : newRoom(since, since > 0);
  return { epoch, unread, newsAt: 0, level: null, calls: null };
}

/**
 * The room's storage was lost, and came back with its first `began` events. Numbers hold (contract C12), so what was heard of those stays
 * true. The numbers after them are given out anew: what was read, marked or counted under them belongs to nobody.
 */
function reborn({ unread, ...held }: HeldRoom, epoch: string, began: number): HeldRoom {
  // Where some of what was heard did not come back, what is unread is heard anew.
  const isWhole = unread.heard <= began;
  const kept = <P extends PlaceUnread>(place: P): P => ({
    ...place,
    read: Math.min(place.read, began),
    manual: keptMark(place, began),
    ...(!isWhole && { unread: NO_NUMBERS, mentions: NO_NUMBERS }),
  });
  const threads = new Map([...unread.threads].map(([root, thread]) => [root, kept(thread)]));
  const room = kept(unread);
  const heard = isWhole
    ? unread.heard
    : Math.min(room.read, ...[...threads.values()].map(({ read }) => read));
  return { ...held, epoch, unread: { ...room, heard, threads } };
}

/** Whoever has marked a place wants to come back to it: that stays, whatever of it is lost. */
function keptMark({ manual }: PlaceUnread, began: number): PlaceUnread["manual"] {
  if (manual === null) return null;
  return { ...manual, unread: setOf(numbersIn(manual.unread).filter((seq) => seq <= began)) };
}
