import * as v from "valibot";
import { RoomEvent } from "./events.ts";
import { CommandId, PersonId, Seq } from "./ids.ts";
import type { RefusalCode } from "./refusals.ts";
import { isRoomRefusal } from "./refusal-codes.ts";
import { MessageState } from "./message-state.ts";
import { NoteNews } from "./note-news.ts";
import { Receipts } from "./receipts.ts";
import { Invitation, Member, RoomInfo } from "./room-state.ts";

const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Person = v.object({ id: PersonId, name: v.string() });
export type Person = v.InferOutput<typeof Person>;

/**
 * How far the archive is behind the room (contract C13): `live` up to 60 s; `degraded`, when search knows only a part;
 * `read_only`, when the room takes no commands until the archive has caught up.
 */
export const ArchiveState = v.picklist(["live", "degraded", "read_only"]);
export type ArchiveState = v.InferOutput<typeof ArchiveState>;

/** Answers `hello`. What follows in the same breath is events after the cursor, or a snapshot. */
export const Welcome = v.object({
  t: v.literal("welcome"),
  version: v.number(),
  epoch: v.string(),
  head: seq,
  you: Person,
  archive: ArchiveState,
});

/** Numbers of messages, each with what has become of it. */
export const StatesBySeq = v.array(v.tuple([Seq, MessageState]));

/** An explicit discontinuity: forget what you held, this is the room at `seq`. */
export const Snapshot = v.object({
  t: v.literal("snapshot"),
  epoch: v.string(),
  seq,
  info: v.nullable(RoomInfo),
  members: v.record(v.string(), Member),
  /** Those who were asked in, by whom. */
  invited: v.optional(v.record(v.string(), Invitation), {}),
  pins: v.optional(v.pipe(v.array(Seq), v.readonly()), []),
  /** The newest events, ending at `seq`. */
  events: v.array(RoomEvent),
  /** What has become of those messages, by number. */
  states: v.optional(StatesBySeq, []),
});
export type Snapshot = v.InferOutput<typeof Snapshot>;

/** Facts in order. A client applies its cursor + 1, ignores what it has, and says hello again on a gap. */
export const Events = v.object({ t: v.literal("events"), events: v.array(RoomEvent) });

/** To the sender of a repeated command alone: it was accepted before, as this event. */
export const Accepted = v.object({ t: v.literal("accepted"), event: RoomEvent });

/**
 * To the sender alone. Without an id, the frame could not be read far enough to find one. A server may refuse for reasons that this page
 * does not know: what counts is whether it may go well later.
 */
export const Refused = v.pipe(
  v.object({
    t: v.literal("refused"),
    id: v.nullable(CommandId),
    code: v.string(),
    retryable: v.boolean(),
    retryAfterMs: v.optional(v.number()),
  }),
  v.transform(({ code, ...refused }) => ({ ...refused, code: knownCode(code, refused.retryable) })),
);

/** Signal: everyone who is here, after `welcome`. Large rooms say how many and name nobody. */
export const Here = v.object({ t: v.literal("here"), count: v.number(), people: v.array(Person) });

/** Signal: who came and who went since. */
export const Presence = v.object({
  t: v.literal("presence"),
  count: v.number(),
  came: v.array(Person),
  gone: v.array(PersonId),
});

/**
 * Signal: forget it after TYPING_FORGET_MS, and when a message of that person arrives in that place: under the message `thread`, or in the
 * room. Where too many are here to name, `person` is left out, and it is about several.
 */
export const TypingNow = v.object({
  t: v.literal("typing"),
  person: v.optional(Person),
  on: v.boolean(),
  thread: v.optional(Seq),
});
export type TypingNow = v.InferOutput<typeof TypingNow>;

/** The sign of life carries the head, so that a lost last event is noticed in a quiet room. */
export const Pong = v.object({ t: v.literal("pong"), head: seq });

/** This session's time until the room wants a fresh ticket, in ms since epoch. */
export const Renewed = v.object({ t: v.literal("renewed"), expiresAt: v.number() });

/** Signal: the archive's state has changed since `welcome`. */
export const ArchiveNow = v.object({ t: v.literal("archive"), state: ArchiveState });

/** Signal: who has changed the room's note lately, after `welcome` if anyone has; and when somebody does, some minutes apart. */
export const NoteNow = v.object({ t: v.literal("note"), news: NoteNews });

/** To one reader alone: say it back at once, as proof that what came before it was read. */
export const Mark = v.object({ t: v.literal("mark"), n: v.pipe(v.number(), v.safeInteger()) });

/** One frame holds a list of these, because sending a frame is what a busy room pays for. */
export const DownMessage = v.variant("t", [
  Welcome,
  Snapshot,
  Events,
  Accepted,
  Refused,
  Here,
  Presence,
  TypingNow,
  Receipts,
  ArchiveNow,
  NoteNow,
  Mark,
  Pong,
  Renewed,
]);
export type DownMessage = v.InferOutput<typeof DownMessage>;

function knownCode(code: string, isRetryable: boolean): RefusalCode {
  if (isRoomRefusal(code)) return code;
  return isRetryable ? "unavailable" : "malformed";
}
