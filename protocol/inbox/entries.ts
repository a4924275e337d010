import * as v from "valibot";
import { Call } from "#protocol/calls.ts";
import { CommandId, PersonId, RoomId, Seq } from "#protocol/ids.ts";
import { Self } from "./availability.ts";
import { Draft } from "./drafts.ts";
import { RoomPreference, SidebarPreference } from "./preferences.ts";
import { MailChoice } from "./mail-choice.ts";

const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Runs of numbers, [from, to, from, to …]. */
const Runs = v.pipe(v.array(seq), v.readonly());

/** Of what a place holds that was not read, as it is stored and sent. */
const place = {
  read: seq,
  /** Null: more runs than are sent to a browser; `count` and `first` hold all the same. */
  unread: v.nullable(Runs),
  mentions: Runs,
  manual: v.nullable(v.object({ from: seq, unread: Runs })),
  count: seq,
  first: v.nullable(seq),
};

/** Which messages of a room are told of by a notification; null: what the person has chosen for all rooms. */
export const Level = v.picklist(["everything", "mentions", "nothing"]);
export type Level = v.InferOutput<typeof Level>;

/** A room that this person is in, or was. */
export const RoomEntry = v.object({
  kind: v.literal("room"),
  room: RoomId,
  epoch: v.string(),
  heard: seq,
  isMember: v.boolean(),
  ...place,
  /** When somebody else last said something there, in ms since epoch. */
  newsAt: v.number(),
  level: v.nullable(Level),
  /** Whether calls are told of, too; without it, as in all rooms. */
  calls: v.optional(v.boolean()),
});
export type RoomEntry = v.InferOutput<typeof RoomEntry>;

export const ThreadEntry = v.object({
  kind: v.literal("thread"),
  room: RoomId,
  root: Seq,
  ...place,
  concerns: v.boolean(),
  follow: v.nullable(v.boolean()),
  isMuted: v.boolean(),
});
export type ThreadEntry = v.InferOutput<typeof ThreadEntry>;

/** Something that concerned this person: where, by whom, and whether they have looked at it. */
export const ActivityEntry = v.object({
  kind: v.literal("activity"),
  /** The inbox's number of it, which is its place in the list. */
  id: Seq,
  what: v.picklist(["mention", "reply", "call", "reaction", "invitation", "note"]),
  room: RoomId,
  /** The message to jump to; of a reaction, the one it is on; of an invitation and of a mention in the note, its own number. */
  seq: Seq,
  thread: v.optional(Seq),
  by: PersonId,
  at: v.number(),
  emoji: v.optional(v.string()),
  /** Of a call: whom it called. */
  calls: v.optional(Call),
  /** Of a mention in the room's note: which one. */
  mention: v.optional(CommandId),
  isSeen: v.boolean(),
  /** The message was deleted, the reaction taken back, the invitation withdrawn or used. */
  isGone: v.boolean(),
});
export type ActivityEntry = v.InferOutput<typeof ActivityEntry>;

/** What a person wants to be told of where nothing of Parley is open, unless a room says otherwise. */
export const NoticesEntry = v.object({
  kind: v.literal("notices"),
  level: Level,
  /** Words that are as good as a mention, in lower case. */
  keywords: v.array(v.string()),
  /** Calls are not told of as mentions are. */
  calls: v.optional(v.literal(false)),
});
export type NoticesEntry = v.InferOutput<typeof NoticesEntry>;

/** How this person wants to stand to others. */
export const SelfEntry = v.object({ kind: v.literal("self"), ...Self.entries });

/** How this person likes a room, and how they like rooms listed: there once they have said so. */
export const PreferenceEntry = v.object({
  kind: v.literal("preference"),
  room: RoomId,
  ...RoomPreference.entries,
});
export type PreferenceEntry = v.InferOutput<typeof PreferenceEntry>;
export const SidebarEntry = v.object({
  kind: v.literal("sidebar"),
  ...SidebarPreference.entries,
});

/** What this person has half written in a place: their own words, and nobody else's. None: it was sent, or let go of. */
export const DraftEntry = v.object({
  kind: v.literal("draft"),
  room: RoomId,
  thread: v.optional(Seq),
  drafts: v.array(Draft),
});
export type DraftEntry = v.InferOutput<typeof DraftEntry>;
/** When this person is mailed what they have missed, and how. */
export const MailEntry = v.object({ kind: v.literal("mail"), ...MailChoice.entries });

/** Whether others are told how far this person has read, and when they have chosen so. Whoever is not told of is told nothing of others. */
export const ReceiptsEntry = v.object({
  kind: v.literal("receipts"),
  isShown: v.boolean(),
  at: v.number(),
});

/** One fact about a person, which later ones about the same thing replace. */
export const Entry = v.variant("kind", [
  RoomEntry,
  ThreadEntry,
  ActivityEntry,
  NoticesEntry,
  SelfEntry,
  PreferenceEntry,
  SidebarEntry,
  DraftEntry,
  MailEntry,
  ReceiptsEntry,
]);
export type Entry = v.InferOutput<typeof Entry>;

/** Every kind that this version knows. What a version has left out, another one asks for anew. */
export const ENTRY_KINDS = Entry.options.map(({ entries }) => entries.kind.literal).join(" ");

/** As an inbox tells them. Kinds that a newer one has are left out. */
export const Entries = v.pipe(
  v.array(v.looseObject({ kind: v.string() })),
  v.transform((told) => told.filter(({ kind }) => ENTRY_KINDS.split(" ").includes(kind))),
  v.array(Entry),
);

/** Names what an entry is about: a later entry of this name replaces it. */
export function nameOf(entry: Entry): string {
  switch (entry.kind) {
    case "room":
      return `room ${entry.room}`;
    case "thread":
      return `thread ${entry.room} ${entry.root}`;
    case "activity":
      return `activity ${entry.id}`;
    case "notices":
      return "notices";
    case "self":
      return "self";
    case "preference":
      return `preference ${entry.room}`;
    case "sidebar":
      return "sidebar";
    case "draft":
      return entry.thread === undefined
        ? `draft ${entry.room}`
        : `draft ${entry.room} ${entry.thread}`;
    case "mail":
      return "mail";
    case "receipts":
      return "receipts";
  }
}
