import type { MessagePosted } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { Thread } from "#protocol/message-state.ts";
import type { RoomState } from "#protocol/room-state.ts";
import { eventAt } from "#protocol/timeline.ts";
import type { Pending } from "../room/room-view.ts";
import { allReplies } from "./replies.ts";

/** Why a thread concerns somebody by itself (behaviour.md §18). */
export type Concern = "started" | "answered" | "mentioned";

/** A thread as far as a holder of the room knows it. */
export type KnownThread = Thread & {
  root: number;
  /** Undefined where it is not loaded. */
  rootEvent: MessagePosted | undefined;
  /** What the root says now. */
  body: string | undefined;
  concern: Concern | null;
  /** What others have said in it, as far as it is known, oldest first: news to whoever has not read it. */
  news: readonly ThreadNews[];
  /** This person's own last word in it, as far as it is known. */
  own: number;
};

export type ThreadNews = { seq: number; at: number; isInRoom: boolean };

type Known = {
  room: Pick<RoomState, "timeline" | "states">;
  pending?: readonly Pending[];
};

/** Every thread that is known of a room. Pure, and the one place that says which of them concern a person. */
export function knownThreads({ room, pending = [] }: Known, me: string): KnownThread[] {
  const { timeline, states } = room;
  const replies = allReplies(timeline);
  const roots = new Set(replies.keys());
  for (const [seq, state] of states) if ((state.thread?.count ?? 0) > 0) roots.add(seq);
  const written = new Set(pending.map(({ thread }) => thread));
  return [...roots].flatMap((root) => {
    const posted = replies.get(root) ?? [];
    const thread = states.get(root)?.thread ?? toldBy(posted);
    if (!thread || thread.count === 0) return [];
    const event = eventAt(timeline, root);
    const rootEvent = event?.type === "message.posted" ? event : undefined;
    const facts = { root, rootEvent, posted, thread, room };
    return [
      {
        ...thread,
        root,
        rootEvent,
        body: states.get(root)?.body ?? rootEvent?.body,
        concern: concernOf(facts, me, written.has(root)),
        news: newsFor(facts, me),
        own: facts.posted.findLast(({ by }) => by === me)?.seq ?? 0,
      },
    ];
  });
}

type Facts = {
  root: number;
  rootEvent: MessagePosted | undefined;
  posted: readonly MessagePosted[];
  thread: Thread;
  room: Known["room"];
};

function concernOf(
  { root, rootEvent, posted, thread, room: { states } }: Facts,
  me: string,
  isWriting: boolean,
): Concern | null {
  if (rootEvent?.by === me) return "started";
  const hasSpoken = thread.people.some((person) => person === me);
  if (isWriting || hasSpoken || posted.some(({ by }) => by === me)) return "answered";
  const means = ({ seq, mentions }: { seq: number; mentions?: readonly PersonId[] | undefined }) =>
    (states.get(seq)?.mentions ?? mentions)?.some((person) => person === me) === true;
  const isMeant = posted.some(means) || means({ seq: root, mentions: rootEvent?.mentions });
  return isMeant ? "mentioned" : null;
}

function newsFor({ posted, thread }: Facts, me: string): ThreadNews[] {
  const news = posted
    .filter(({ by, deleted }) => by !== me && !deleted)
    .map(({ seq, at, alsoInRoom }) => ({ seq, at, isInRoom: alsoInRoom === true }));
  // What was said last may not be loaded: then the message knows no more than who said it, and when.
  const isLastKnown = posted.some(({ seq }) => seq === thread.last);
  if (isLastKnown || thread.people[0] === me) return news;
  return [...news, { seq: thread.last, at: thread.lastAt, isInRoom: false }];
}

/** For replies to a message that is not loaded: what is known of them is all that there is to tell. */
function toldBy(posted: readonly MessagePosted[]): Thread | null {
  const there = posted.filter(({ deleted }) => !deleted);
  const last = there.at(-1);
  if (!last) return null;
  const people = [...new Set(there.toReversed().map(({ by }) => by))];
  return { count: there.length, last: last.seq, lastAt: last.at, people };
}
