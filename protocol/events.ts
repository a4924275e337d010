import * as v from "valibot";
import { CommandId, PersonId } from "./ids.ts";

/** An event has happened: it has its number for ever, and nobody's clock but the server's gave it its time. */
const happened = {
  /** 1, 2, 3 … in its room, without a hole. */
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
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

export const MemberLeft = v.object({ type: v.literal("member.left"), ...happened });

export const MemberRenamed = v.object({
  type: v.literal("member.renamed"),
  ...happened,
  to: v.string(),
});

/** Their account was deleted: they are no member any more, and this room knows them by no name, before or after. */
export const MemberErased = v.object({ type: v.literal("member.erased"), ...happened });

export const MessagePosted = v.object({
  type: v.literal("message.posted"),
  ...happened,
  body: v.string(),
  action: v.optional(v.literal(true)),
});

export const RoomEvent = v.variant("type", [
  RoomCreated,
  MemberJoined,
  MemberLeft,
  MemberRenamed,
  MemberErased,
  MessagePosted,
]);
export type RoomEvent = v.InferOutput<typeof RoomEvent>;
export type MessagePosted = v.InferOutput<typeof MessagePosted>;

/** An event that `decide` wants, before the journal gives it its number. */
export type Unnumbered<E> = E extends { seq: number } ? Omit<E, "seq"> : never;
export type NewEvent = Unnumbered<RoomEvent>;
