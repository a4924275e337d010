import * as v from "valibot";
import { Call } from "./calls.ts";
import { CommandId, PersonId, Seq } from "./ids.ts";
import {
  MAX_EDITS,
  MAX_EMOJI_LENGTH,
  MAX_FRAME_BYTES,
  MAX_IMPORT_ENTRIES,
  MAX_INVITED_AT_ONCE,
  MAX_MENTIONS,
} from "./limits.ts";

/** A command wishes; the room decides. Texts are only bounded here: `decide` says what is wrong with one. */
const Text = v.pipe(v.string(), v.maxLength(MAX_FRAME_BYTES));

export const RoomCreate = v.strictObject({
  type: v.literal("room.create"),
  id: CommandId,
  name: Text,
  topic: Text,
});

export const RoomJoin = v.strictObject({ type: v.literal("room.join"), id: CommandId });

export const RoomLeave = v.strictObject({ type: v.literal("room.leave"), id: CommandId });

const Invited = v.pipe(v.array(PersonId), v.minLength(1), v.maxLength(MAX_INVITED_AT_ONCE));

/** People of the community are asked into the room. Never over a socket: the API knows whether they exist, and what they are. */
export const MemberInvite = v.strictObject({
  type: v.literal("member.invite"),
  id: CommandId,
  people: Invited,
  /** Those of them who may not come into rooms by themselves. */
  guests: v.optional(Invited),
});

/** Takes an invitation back; whoever was invited declines it so. */
export const MemberUninvite = v.strictObject({
  type: v.literal("member.uninvite"),
  id: CommandId,
  person: PersonId,
});

/** Whom a message means. Each is in the text as `<@ID>`; what is in code or quoted is not listed. */
const Mentions = v.optional(v.pipe(v.array(PersonId), v.minLength(1), v.maxLength(MAX_MENTIONS)));

export const MessagePost = v.strictObject({
  type: v.literal("message.post"),
  id: CommandId,
  body: Text,
  /** What the author does rather than says, as in "/me waves". */
  action: v.optional(v.literal(true)),
  mentions: Mentions,
  /** That the text calls everyone, as `<@room>` or `<@here>`. */
  calls: v.optional(Call),
  /** The message that it answers. */
  replyTo: v.optional(Seq),
  /** The message under which it is said; and whether the room is to read it, too. */
  thread: v.optional(Seq),
  alsoInRoom: v.optional(v.literal(true)),
});

export const MessageEdit = v.strictObject({
  type: v.literal("message.edit"),
  id: CommandId,
  target: Seq,
  /** How many edits the writer has seen: whoever has missed one is refused, not overruled. */
  revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_EDITS)),
  body: Text,
  mentions: Mentions,
  /** No more than the message has called when it was said. */
  calls: v.optional(Call),
});

export const MessageDelete = v.strictObject({
  type: v.literal("message.delete"),
  id: CommandId,
  target: Seq,
});

export const MessageReact = v.strictObject({
  type: v.literal("message.react"),
  id: CommandId,
  target: Seq,
  emoji: v.pipe(v.string(), v.maxLength(MAX_EMOJI_LENGTH)),
  on: v.boolean(),
});

export const MessagePin = v.strictObject({
  type: v.literal("message.pin"),
  id: CommandId,
  target: Seq,
  on: v.boolean(),
});

const Imported = {
  id: CommandId,
  at: v.pipe(v.number(), v.safeInteger()),
  by: PersonId,
  name: Text,
};

/** One fact from somewhere else, with its own time and author. */
export const ImportEntry = v.variant("type", [
  v.strictObject({
    type: v.literal("message.posted"),
    ...Imported,
    body: Text,
    action: v.optional(v.literal(true)),
  }),
  v.strictObject({ type: v.literal("member.joined"), ...Imported }),
  v.strictObject({ type: v.literal("member.left"), ...Imported }),
  v.strictObject({ type: v.literal("member.renamed"), ...Imported, to: Text }),
]);
export type ImportEntry = v.InferOutput<typeof ImportEntry>;

/** The community's owner brings history along. Never over a socket. */
export const HistoryImport = v.strictObject({
  type: v.literal("history.import"),
  id: CommandId,
  entries: v.pipe(v.array(ImportEntry), v.minLength(1), v.maxLength(MAX_IMPORT_ENTRIES)),
});

/** Someone has another name in the community, and rooms are told. Never over a socket. */
export const MemberRename = v.strictObject({
  type: v.literal("member.rename"),
  id: CommandId,
  to: Text,
});

/** Someone has deleted their account, and rooms have to forget what they were called. Never over a socket. */
export const MemberErase = v.strictObject({ type: v.literal("member.erase"), id: CommandId });

/** The room's note has somebody named in it. Never from a client: the note says so, of a change that it has stored. */
export const NoteMention = v.strictObject({
  type: v.literal("note.mention"),
  id: CommandId,
  person: PersonId,
});

/** What a member may say over a socket. */
export const SocketCommand = v.variant("type", [
  RoomJoin,
  RoomLeave,
  MemberUninvite,
  MessagePost,
  MessageEdit,
  MessageDelete,
  MessageReact,
  MessagePin,
]);
export type SocketCommand = v.InferOutput<typeof SocketCommand>;

/** What a room accepts from the API, which has checked who asks. */
export const RoomCommand = v.variant("type", [
  RoomCreate,
  RoomJoin,
  RoomLeave,
  MemberInvite,
  MemberUninvite,
  MessagePost,
  MessageEdit,
  MessageDelete,
  MessageReact,
  MessagePin,
  MemberRename,
  MemberErase,
  HistoryImport,
  NoteMention,
]);
export type RoomCommand = v.InferOutput<typeof RoomCommand>;
export type MemberInvite = v.InferOutput<typeof MemberInvite>;
export type HistoryImport = v.InferOutput<typeof HistoryImport>;
