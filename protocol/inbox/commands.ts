import * as v from "valibot";
import { CommandId, RoomId, Seq } from "#protocol/ids.ts";
import { MAX_DRAFT_BASE, MAX_KEYWORD_LENGTH, MAX_KEYWORDS, MAX_MARKS_AT_ONCE } from "./limits.ts";
import { PushLanguage } from "#protocol/push-subscription.ts";
import { Choice } from "./availability.ts";
import { DraftWords } from "./drafts.ts";
import { Level } from "./entries.ts";
import { AfterHours } from "./mail-choice.ts";
import { RoomOrder, SectionName, StarPlace } from "./preferences.ts";
import { Schedule, Zone } from "./schedule.ts";

/** A room, or the thread under one of its messages. */
const where = { room: RoomId, thread: v.optional(Seq) };

/** Seen up to here. Marks may come late, twice and in any order: the furthest counts. */
const Mark = v.strictObject({
  ...where,
  seq: Seq,
  /** The life of the room in which that is its number: for another one it says nothing. */
  epoch: v.optional(v.pipe(v.string(), v.maxLength(64))),
});
export const Read = v.strictObject({
  type: v.literal("read"),
  id: CommandId,
  marks: v.pipe(v.array(Mark), v.minLength(1), v.maxLength(MAX_MARKS_AT_ONCE)),
});
/** Unread again from these messages on, until the place is opened. It takes no read mark back. */
export const Unread = v.strictObject({
  type: v.literal("unread"),
  id: CommandId,
  marks: v.pipe(v.array(Mark), v.minLength(1), v.maxLength(MAX_MARKS_AT_ONCE)),
});
export const Opened = v.strictObject({ type: v.literal("opened"), id: CommandId, ...where });
/** The activity with these numbers was looked at, and the mention in each. */
export const Seen = v.strictObject({
  type: v.literal("seen"),
  id: CommandId,
  activity: v.pipe(v.array(Seq), v.minLength(1), v.maxLength(MAX_MARKS_AT_ONCE)),
});
export const Follow = v.strictObject({
  type: v.literal("follow"),
  id: CommandId,
  room: RoomId,
  thread: Seq,
  on: v.boolean(),
});
/** Of a room: shown as quiet, and told of by mentions alone. Of a thread: never unread. */
export const Mute = v.strictObject({
  type: v.literal("mute"),
  id: CommandId,
  ...where,
  on: v.boolean(),
});
export const Star = v.strictObject({
  type: v.literal("star"),
  id: CommandId,
  room: RoomId,
  on: v.boolean(),
});
/** Puts a starred room at another place among the starred. */
export const Move = v.strictObject({
  type: v.literal("move"),
  id: CommandId,
  room: RoomId,
  place: StarPlace,
});
/** How rooms are listed. What is left out stays as it is. */
export const SetSidebar = v.strictObject({
  type: v.literal("sidebar"),
  id: CommandId,
  order: v.optional(RoomOrder),
  isUnreadFirst: v.optional(v.boolean()),
  fold: v.optional(v.strictObject({ section: SectionName, on: v.boolean() })),
});
/** What is half written there, in place of these versions. Without text it ends them: it was sent, or let go of. */
export const WriteDraft = v.strictObject({
  type: v.literal("draft"),
  id: CommandId,
  ...where,
  base: v.pipe(v.array(CommandId), v.maxLength(MAX_DRAFT_BASE)),
  ...DraftWords,
});
export const SetLevel = v.strictObject({
  type: v.literal("level"),
  id: CommandId,
  room: RoomId,
  level: v.nullable(Level),
});
export const SetNotices = v.strictObject({
  type: v.literal("notices"),
  id: CommandId,
  level: Level,
  keywords: v.pipe(
    v.array(v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(MAX_KEYWORD_LENGTH))),
    v.maxLength(MAX_KEYWORDS),
  ),
});

/** Whether one is told of calls: in one room (null: as in all of them), or in all (null: yes). */
export const SetCalls = v.strictObject({
  type: v.literal("calls"),
  id: CommandId,
  room: v.optional(RoomId),
  on: v.nullable(v.boolean()),
});

/** How one wants to stand to others. What is left out stays as it is; a schedule of null is none. */
export const SetSelf = v.strictObject({
  type: v.literal("self"),
  id: CommandId,
  choice: v.optional(Choice),
  schedule: v.optional(v.nullable(Schedule)),
});

/** When one is mailed what one has missed, and how. What is left out stays as it is. */
export const SetMail = v.strictObject({
  type: v.literal("mail"),
  id: CommandId,
  afterHours: v.optional(AfterHours),
  language: v.optional(PushLanguage),
  zone: v.optional(Zone),
});

/** Whether others may know how far one has read; without it one does not know it of them. */
export const SetReceipts = v.strictObject({
  type: v.literal("receipts"),
  id: CommandId,
  isShown: v.boolean(),
});

/** What a person's devices ask of their inbox. Each may be repeated without harm. */
export const InboxCommand = v.variant("type", [
  Read,
  Unread,
  Opened,
  Seen,
  Follow,
  Mute,
  SetLevel,
  SetNotices,
  SetCalls,
  SetSelf,
  Star,
  Move,
  SetSidebar,
  WriteDraft,
  SetMail,
  SetReceipts,
]);
export type InboxCommand = v.InferOutput<typeof InboxCommand>;
