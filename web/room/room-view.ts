import type { StoreApi } from "zustand/vanilla";
import type { ArchiveState, Person } from "#protocol/down.ts";
import type { CommandId, RoomId } from "#protocol/ids.ts";
import type { NoteNews } from "#protocol/note-news.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import type { RoomState } from "#protocol/room-state.ts";
import type { TypistsByPlace } from "./typists.ts";
import type { ChangeWish, PostWish } from "./wish.ts";

/** A message that is written and not yet a fact. It is shown after the room's events, in the order it was written. */
export type Pending = Omit<PostWish, "type"> & {
  id: CommandId;
  writtenAt: number;
  /** Where a reload would lose it: "yet", while the disk has not answered; "ever", when there is no place for it. */
  unkept?: "yet" | "ever";
  /**
   * `why`: what the room said when it was asked last; it is asked again by itself. `isUnknown`: the line was lost while
   * it was on its way, so it may have arrived, and cannot be taken back.
   */
  send:
    | { at: "queued"; why?: RefusalCode; isUnknown?: true }
    | { at: "sending" }
    | { at: "failed"; code: RefusalCode };
};

/** A wish about a message that is there. What it would make of it is shown already (shown-message.ts). */
export type Change = { id: CommandId; wish: ChangeWish; send: Pending["send"] };

/** What a new message is about. `instead`: it takes the place of a failed one. */
export type About = {
  instead?: CommandId | undefined;
  replyTo?: number | undefined;
  thread?: number | undefined;
  alsoInRoom?: boolean | undefined;
};

/** What the person is told about the line, and nothing better than the truth. */
export type Connection =
  | { at: "connecting" }
  | { at: "live"; withoutSocket?: true }
  | { at: "offline"; since: number }
  | { at: "closed"; why: "not_member" | "no_such_room" | "version" | "signed_out" };

/** Everything that a room's screen shows. One immutable value; parts that did not change keep their identity. */
export type RoomView = {
  id: RoomId;
  /** Whether anything is known yet, from this browser's disk or from the room. */
  isLoaded: boolean;
  /** The life of the room that these facts are of; null before the first of them. */
  epoch: string | null;
  /** Confirmed facts only. */
  room: RoomState;
  pending: readonly Pending[];
  changes: readonly Change[];
  connection: Connection;
  here: { count: number; people: readonly Person[] };
  typing: TypistsByPlace;
  /** As the room last said; `live` while there is no line that would say so. */
  archive: ArchiveState;
  /** Who has changed its note lately, as the room last said. */
  note: NoteNews;
};

/** The id of the new pending row, or why the text cannot be sent; then nothing was written. */
export type Posted = { ok: true; id: CommandId } | { ok: false; code: RefusalCode };

/** One open room: what it shows and what a person can do in it. Nothing here throws or waits for the network. */
export type RoomHandle = {
  readonly id: RoomId;
  readonly view: StoreApi<RoomView>;
  /** Writes a message. It shows as pending at once; "/me waves" is an action. */
  readonly post: (text: string, about?: About) => Posted;
  /** Gives one's message `target` another text. An edit of it that waits or has failed makes way. */
  readonly edit: (target: number, text: string) => Posted;
  readonly remove: (target: number) => void;
  /** Puts an emoji on a message, or takes it off. Pressed twice before it is sent, nothing is sent. */
  readonly react: (target: number, emoji: string, on: boolean) => void;
  readonly pin: (target: number, on: boolean) => void;
  /** A failed message once more: same text, new id, last in the queue. */
  readonly retry: (id: CommandId) => void;
  /** Forgets a pending message, unless it is on its way or may have arrived already. */
  readonly discard: (id: CommandId) => void;
  /** What is being written to others has changed, in the room or under the message `thread`. */
  readonly typed: (text: string, thread?: number) => void;
  /** The composer there has lost focus, or is gone. */
  readonly blurred: (thread?: number) => void;
  /** Asks for the events `from`..`to` (inclusive) that are missing; they appear in the view's timeline. */
  readonly load: (from: number, to: number) => void;
  /** Asks for what was said under a message; it appears in the view's timeline. */
  readonly loadThread: (root: number) => void;
  /** Tries to enter again at once: after joining, or when a person asks for it. */
  readonly enter: () => void;
  readonly close: () => void;
};
