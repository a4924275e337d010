import * as v from "valibot";
import { Call } from "./calls.ts";
import { CommandId, PersonId, Seq } from "./ids.ts";

/** An event has happened: it has its number for ever, and nobody's clock but the server's gave it its time. */
const happened = {
  /** 1, 2, 3 … in its room, without a hole. */
  seq: Seq,
  /** The id of the command that it answers: seeing it is the acknowledgement. */
  id: CommandId,
  /** ms since epoch, by the server; for what was imported, by the source. */
  at: v.pipe(v.number(), v.safeInteger()),
  by: PersonId,
  /** What this person was called at the time; empty once their account was deleted. */
  name: v.string(),
  /** Brought along from elsewhere: part of the story, but it made nobody a member. */
  imported: v.optional(v.literal(true)),
};

export const RoomCreated = v.object({
  type: v.literal("room.created"),
  ...happened,
  room: v.object({ name: v.string(), topic: v.string() }),
});

export const MemberJoined = v.object({ type: v.literal("member.joined"), ...happened });

/** Whose invitations were theirs, and end with it. */
const withdrawn = { withdrawn: v.optional(v.array(PersonId)) };

export const MemberLeft = v.object({ type: v.literal("member.left"), ...happened, ...withdrawn });

/** `by` asks these people into the room, and they may come in. What they are called is not told: they may never be in here. */
export const MemberInvited = v.object({
  type: v.literal("member.invited"),
  ...happened,
  people: v.array(PersonId),
});

/** `person` is not asked any more, or does not want to come. */
export const MemberUninvited = v.object({
  type: v.literal("member.uninvited"),
  ...happened,
  person: PersonId,
});

export const MemberRenamed = v.object({
  type: v.literal("member.renamed"),
  ...happened,
  to: v.string(),
});

/** Their account was deleted: they are no member any more, and this room knows them by no name, before or after. */
export const MemberErased = v.object({
  type: v.literal("member.erased"),
  ...happened,
  ...withdrawn,
});

/** By whom and when a message was deleted. Its words are gone from everywhere then: `body` is empty. */
const Deleted = v.optional(v.object({ by: PersonId, at: v.number() }));

export const MessagePosted = v.object({
  type: v.literal("message.posted"),
  ...happened,
  body: v.string(),
  action: v.optional(v.literal(true)),
  mentions: v.optional(v.array(PersonId)),
  calls: v.optional(Call),
  replyTo: v.optional(Seq),
  thread: v.optional(Seq),
  alsoInRoom: v.optional(v.literal(true)),
  deleted: Deleted,
});

/** Only its author does this. The message keeps its number and its time. */
export const MessageEdited = v.object({
  type: v.literal("message.edited"),
  ...happened,
  target: Seq,
  body: v.string(),
  mentions: v.optional(v.array(PersonId)),
  calls: v.optional(Call),
  deleted: Deleted,
});

export const MessageDeleted = v.object({
  type: v.literal("message.deleted"),
  ...happened,
  target: Seq,
  /** Its edits, whose words go with it. */
  edits: v.optional(v.array(Seq)),
  /** The message under which it was said. */
  thread: v.optional(Seq),
});

export const MessageReacted = v.object({
  type: v.literal("message.reacted"),
  ...happened,
  target: Seq,
  emoji: v.string(),
  on: v.boolean(),
});

export const MessagePinned = v.object({
  type: v.literal("message.pinned"),
  ...happened,
  target: Seq,
  on: v.boolean(),
});

/** Somebody has been named in the room's note; `id` is the mention's own, by which the note is found open at it. */
export const NoteMentioned = v.object({
  type: v.literal("note.mentioned"),
  ...happened,
  person: PersonId,
});

export const RoomEvent = v.variant("type", [
  RoomCreated,
  MemberJoined,
  MemberLeft,
  MemberInvited,
  MemberUninvited,
  MemberRenamed,
  MemberErased,
  MessagePosted,
  MessageEdited,
  MessageDeleted,
  MessageReacted,
  MessagePinned,
  NoteMentioned,
]);
export type RoomEvent = v.InferOutput<typeof RoomEvent>;
export type MessagePosted = v.InferOutput<typeof MessagePosted>;
export type MessageEdited = v.InferOutput<typeof MessageEdited>;
export type MessageDeleted = v.InferOutput<typeof MessageDeleted>;

/** An event that `decide` wants, before the journal gives it its number. */
export type Unnumbered<E> = E extends { seq: number } ? Omit<E, "seq"> : never;
export type NewEvent = Unnumbered<RoomEvent>;
