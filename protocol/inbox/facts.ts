import * as v from "valibot";
import { Call } from "#protocol/calls.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { CommandId, PersonId, RoomId, Seq } from "#protocol/ids.ts";

const at = v.pipe(v.number(), v.safeInteger());
/** A message that another one is about, and whose it is. */
const Of = v.object({ seq: Seq, by: v.optional(PersonId) });

/**
 * What an inbox has to know of a room's event: numbers and people, never words (docs/decisions/0043). Events that concern nobody's
 * unread messages are not told, but their numbers count as heard.
 */
export const Fact = v.variant("type", [
  v.object({
    type: v.literal("said"),
    seq: Seq,
    at,
    by: PersonId,
    mentions: v.optional(v.array(PersonId)),
    /** It means everyone in the room, or those who are here as they hear of it. */
    calls: v.optional(Call),
    /** The message under which it was said. */
    thread: v.optional(Of),
    alsoInRoom: v.optional(v.literal(true)),
    replyTo: v.optional(Of),
    /** Deleted since: it was never there for whoever hears of it only now. */
    isGone: v.optional(v.literal(true)),
  }),
  v.object({
    type: v.literal("edited"),
    seq: Seq,
    at,
    by: PersonId,
    target: Seq,
    thread: v.optional(Of),
    alsoInRoom: v.optional(v.literal(true)),
    mentions: v.optional(v.array(PersonId)),
    calls: v.optional(Call),
  }),
  v.object({ type: v.literal("deleted"), seq: Seq, target: Seq, thread: v.optional(Seq) }),
  v.object({
    type: v.literal("reacted"),
    seq: Seq,
    at,
    by: PersonId,
    target: Of,
    thread: v.optional(Seq),
    emoji: v.string(),
    on: v.boolean(),
  }),
  v.object({ type: v.literal("joined"), seq: Seq, at, by: PersonId }),
  v.object({
    type: v.literal("left"),
    seq: Seq,
    at,
    by: PersonId,
    /** Whose invitations end with it. */
    withdrawn: v.optional(v.array(PersonId)),
  }),
  v.object({ type: v.literal("invited"), seq: Seq, at, by: PersonId, people: v.array(PersonId) }),
  v.object({ type: v.literal("uninvited"), seq: Seq, at, by: PersonId, person: PersonId }),
  v.object({
    type: v.literal("noted"),
    seq: Seq,
    at,
    by: PersonId,
    person: PersonId,
    mention: CommandId,
  }),
]);
export type Fact = v.InferOutput<typeof Fact>;
export type Said = Extract<Fact, { type: "said" }>;

/** What a room tells an inbox: all that happened in it after `from`, up to `to`. */
export const Letter = v.object({
  room: RoomId,
  epoch: v.string(),
  from: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  to: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** The room's last event by now. */
  head: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** What happened up to here, when there were no inboxes yet, is never told. */
  since: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** With how many events of the life before it this life of the room began. Rooms that were never restored, or before this was told, do not say so. */
  began: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  facts: v.array(Fact),
});
export type Letter = v.InferOutput<typeof Letter>;

/** Who hears of this although they are in the room no more, or not yet. */
export function outsidersOf(fact: Fact): PersonId[] {
  switch (fact.type) {
    case "left":
      return [fact.by, ...(fact.withdrawn ?? [])];
    case "invited":
      return fact.people;
    case "uninvited":
      return [fact.person];
    case "said":
    case "edited":
    case "deleted":
    case "reacted":
    case "joined":
    case "noted":
      return [];
  }
}

/** The message with this number, as far as whoever asks knows it. */
export type Known = (
  seq: number,
) => { by: PersonId; thread?: number | undefined; alsoInRoom?: true | undefined } | undefined;

/** What there is to tell of an event; null: nothing. */
export function factOf(event: RoomEvent, known: Known): Fact | null {
  const { seq, at, by } = event;
  const of = (target: number) => ({ seq: target, by: known(target)?.by });
  switch (event.type) {
    case "message.posted": {
      // What was brought along from elsewhere is news to nobody (behaviour.md §22).
      if (event.imported) return null;
      const { mentions, calls, thread, alsoInRoom, replyTo, deleted } = event;
      return {
        type: "said",
        seq,
        at,
        by,
        ...(mentions && { mentions }),
        ...(calls && { calls }),
        ...(thread !== undefined && { thread: of(thread) }),
        ...(alsoInRoom && { alsoInRoom }),
        ...(replyTo !== undefined && { replyTo: of(replyTo) }),
        ...(deleted && { isGone: true as const }),
      };
    }
    case "message.edited": {
      const { target, mentions, calls, deleted } = event;
      if (deleted) return null;
      const { thread, alsoInRoom } = known(target) ?? {};
      return {
        type: "edited",
        seq,
        at,
        by,
        target,
        ...(thread !== undefined && { thread: of(thread) }),
        ...(alsoInRoom && { alsoInRoom }),
        ...(mentions && { mentions }),
        ...(calls && { calls }),
      };
    }
    case "message.deleted": {
      const { target, thread } = event;
      return { type: "deleted", seq, target, ...(thread !== undefined && { thread }) };
    }
    case "message.reacted": {
      const { target, emoji, on } = event;
      const { thread } = known(target) ?? {};
      return {
        type: "reacted",
        seq,
        at,
        by,
        target: of(target),
        ...(thread !== undefined && { thread }),
        emoji,
        on,
      };
    }
    case "room.created":
    case "member.joined":
      return event.imported ? null : { type: "joined", seq, at, by };
    case "member.left":
    case "member.erased": {
      const { withdrawn } = event;
      return event.imported ? null : { type: "left", seq, at, by, ...(withdrawn && { withdrawn }) };
    }
    case "member.invited":
      return { type: "invited", seq, at, by, people: event.people };
    case "member.uninvited":
      return { type: "uninvited", seq, at, by, person: event.person };
    case "note.mentioned":
      return { type: "noted", seq, at, by, person: event.person, mention: event.id };
    case "message.pinned":
    case "member.renamed":
      return null;
  }
}
