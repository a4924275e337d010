import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { CommandId, RoomId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { isRoomRefusal } from "#protocol/refusal-codes.ts";
import { Wish } from "../room/wish.ts";
import type { Written } from "./room-disk.ts";

const Code = v.custom<RefusalCode>(isRoomRefusal);

/** A message that is written, noted before IndexedDB has it. `nth` is its place among the notes of its room. */
export type UnsentNote = Written & { nth: number };

/**
 * One person's notes in this browser. IndexedDB answers after some milliseconds, and a tab may be gone by then; a note
 * is there at once. Nothing throws: where storage is full or forbidden there are no notes, and `write` says so.
 */
export type UnsentNotes = {
  write(room: RoomId, note: UnsentNote): boolean;
  /** In the order they were written. */
  read(room: RoomId): UnsentNote[];
  rooms(): RoomId[];
  remove(room: RoomId, ids: readonly CommandId[]): void;
  /** Notes the command of this room that goes out now, in place of the one before: nothing overtakes. Empty: that one has not arrived. */
  sent(room: RoomId, id: CommandId | ""): void;
  /** The one that was noted last, if any. */
  lastSent(room: RoomId): string | null;
};

/** The part of the browser's `Storage` that notes need. */
export type NoteStorage = Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">;

const Note = v.object({
  nth: v.pipe(v.number(), v.safeInteger()),
  row: v.object({
    id: CommandId,
    wish: Wish,
    writtenAt: v.number(),
    failed: v.exactOptional(Code),
  }),
  instead: v.exactOptional(CommandId),
});

/** `storage` is asked for each time: merely naming it throws where a browser forbids it. */
export function unsentNotesIn(storage: () => NoteStorage, person: string): UnsentNotes {
  return {
    write: (room, note) =>
      attempt(false, () => {
        storage().setItem(keyOf(person, room, note.row.id), JSON.stringify(note));
        return true;
      }),
    read: (room) =>
      attempt([], () =>
        keysFrom(storage(), prefixOf(person, room))
          .flatMap((key) => readNote(storage().getItem(key)))
          .toSorted((a, b) => a.nth - b.nth),
      ),
    rooms: () =>
      attempt([], () => [
        ...new Set(keysFrom(storage(), prefixOf(person)).flatMap((key) => roomOf(key))),
      ]),
    remove: (room, ids) =>
      attempt(undefined, () => {
        for (const id of ids) storage().removeItem(keyOf(person, room, id));
      }),
    sent: (room, id) => attempt(undefined, () => storage().setItem(prefixOf(person, room), id)),
    lastSent: (room) => attempt(null, () => storage().getItem(prefixOf(person, room))),
  };
}

/** Whoever signs out leaves no words behind. */
export function forgetUnsentNotes(storage: () => NoteStorage, person: string): void {
  attempt(undefined, () => {
    for (const key of keysFrom(storage(), prefixOf(person))) storage().removeItem(key);
  });
}

function attempt<T>(otherwise: T, work: () => T): T {
  try {
    return work();
  } catch {
    // Full or forbidden: the message goes on its way without a note.
    return otherwise;
  }
}

function readNote(text: string | null): UnsentNote[] {
  const note = v.safeParse(Note, parseJson(text ?? ""));
  return note.success ? [note.output] : [];
}

/**
 * Ids hold no dot, so a person's or a room's notes are all keys that begin alike. That beginning itself is the key of what was sent last
 * in the room.
 */
function prefixOf(...path: string[]): string {
  return `${["parley.unsent", ...path].join(".")}.`;
}

function keyOf(person: string, room: RoomId, id: CommandId): string {
  return prefixOf(person, room) + id;
}

function roomOf(key: string): RoomId[] {
  const [, , , name, id] = key.split(".");
  const room = v.safeParse(RoomId, name);
  return id && room.success ? [room.output] : [];
}

function keysFrom(storage: NoteStorage, prefix: string): string[] {
  return Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? "").filter((key) =>
    key.startsWith(prefix),
  );
}
