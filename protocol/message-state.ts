import * as v from "valibot";
import { Call } from "./calls.ts";
import type { RoomEvent } from "./events.ts";
import { PersonId, Seq } from "./ids.ts";
import { MAX_THREAD_FACES } from "./limits.ts";

const People = v.pipe(v.array(PersonId), v.readonly());
const Numbers = v.pipe(v.array(Seq), v.readonly());

/** One emoji on a message, and who has put it there, the first of them first. */
const Reaction = v.object({ emoji: v.string(), people: People });
export type Reaction = v.InferOutput<typeof Reaction>;

/** What was said under a message: how many replies that are still there, the last one's number and time, and who spoke last. */
const Thread = v.object({ count: v.number(), last: Seq, lastAt: v.number(), people: People });
export type Thread = v.InferOutput<typeof Thread>;

/**
 * What has become of a message since it was posted. Its event says what was said first; this says the rest, so that a page of
 * old messages can be shown as they are now. A message that nothing has happened to has none.
 */
export const MessageState = v.object({
  /** The last event that changed it: later ones still have to be applied, earlier ones are in it. */
  asOf: Seq,
  /** The numbers of its edits, in order: how many there are is its revision. */
  edits: v.optional(Numbers, []),
  /** What the last edit made of it. */
  body: v.optional(v.string()),
  mentions: v.optional(People),
  calls: v.optional(Call),
  editedAt: v.optional(v.number()),
  reactions: v.optional(v.pipe(v.array(Reaction), v.readonly()), []),
  thread: v.optional(Thread),
});
export type MessageState = Readonly<v.InferOutput<typeof MessageState>>;

export const UNCHANGED: MessageState = { asOf: 0, edits: [], reactions: [] };

/** The messages that an event changes: its target, and the one whose thread it belongs to. */
export function changedBy(event: RoomEvent): number[] {
  switch (event.type) {
    case "message.edited":
    case "message.reacted":
      return [event.target];
    case "message.deleted":
      return event.thread === undefined ? [event.target] : [event.target, event.thread];
    case "message.posted":
      return event.thread === undefined ? [] : [event.thread];
    case "message.pinned":
    case "note.mentioned":
    case "room.created":
    case "member.joined":
    case "member.left":
    case "member.invited":
    case "member.uninvited":
    case "member.renamed":
    case "member.erased":
      return [];
  }
}

/** Message `seq` after `event`, which is one of those that change it. What it has in it already changes nothing. */
export function applyToMessage(state: MessageState, seq: number, event: RoomEvent): MessageState {
  if (event.seq <= state.asOf) return state;
  const changed = { ...state, asOf: event.seq };
  switch (event.type) {
    case "message.edited": {
      const { body, mentions, calls, at, deleted } = event;
      // Erased by a deletion that follows: its words are gone already, its number is not.
      const words = deleted ? {} : { body, mentions, calls, editedAt: at };
      return { ...changed, ...words, edits: [...state.edits, event.seq] };
    }
    case "message.reacted":
      return { ...changed, reactions: withReaction(state.reactions, event) };
    case "message.deleted":
      return seq === event.target
        ? emptied(changed)
        : { ...changed, thread: lessOne(state.thread) };
    case "message.posted":
      return { ...changed, thread: oneMore(state.thread, event) };
    case "message.pinned":
    case "note.mentioned":
    case "room.created":
    case "member.joined":
    case "member.left":
    case "member.invited":
    case "member.uninvited":
    case "member.renamed":
    case "member.erased":
      return state;
  }
}

type Reacted = Extract<RoomEvent, { type: "message.reacted" }>;

function withReaction(reactions: readonly Reaction[], { emoji, by, on }: Reacted): Reaction[] {
  const isThere = reactions.some((reaction) => reaction.emoji === emoji);
  const all = isThere || !on ? reactions : [...reactions, { emoji, people: [] }];
  return all
    .map((reaction) => {
      if (reaction.emoji !== emoji) return reaction;
      const others = reaction.people.filter((person) => person !== by);
      return { emoji, people: on ? [...others, by] : others };
    })
    .filter(({ people }) => people.length > 0);
}

/** Whether this person's `emoji` is on the message. */
export function hasReacted(state: MessageState, emoji: string, person: PersonId): boolean {
  return state.reactions.some((one) => one.emoji === emoji && one.people.includes(person));
}

/** What hangs on a deleted message stays: what others said under it, and how they felt about it. */
function emptied({ asOf, reactions, thread }: MessageState): MessageState {
  return { asOf, edits: [], reactions, ...(thread && { thread }) };
}

function oneMore(thread: Thread | undefined, { seq, at, by }: RoomEvent): Thread {
  const others = thread?.people.filter((person) => person !== by) ?? [];
  return {
    count: (thread?.count ?? 0) + 1,
    last: seq,
    lastAt: at,
    people: [by, ...others].slice(0, MAX_THREAD_FACES),
  };
}

function lessOne(thread: Thread | undefined): Thread | undefined {
  return thread && { ...thread, count: Math.max(0, thread.count - 1) };
}
