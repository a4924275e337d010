import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as v from "valibot";
import { decodeList } from "#protocol/decode.ts";
import { NOTE_FRAME, NOTE_SYNC, NOTE_TEXT, NoteDown } from "#protocol/notes/frames.ts";

/**
 * What a note's server says: its own words, and what its bytes say. `state`: this is what it has. `missed`: all that this side did not
 * have. `update`: what happens now.
 */
export type NoteWord =
  | NoteDown
  | { t: "state"; vector: Uint8Array }
  | { t: "missed" | "update"; update: Uint8Array }
  | { t: "awareness"; update: Uint8Array };

/** Null: what came is not understood. */
export function decodeNoteFrame(raw: unknown): NoteWord[] | null {
  try {
    if (raw instanceof ArrayBuffer) return wordIn(new Uint8Array(raw));
    return typeof raw === "string" ? saidIn(raw) : null;
  } catch {
    // Bytes that end too early.
    return null;
  }
}

function saidIn(raw: string): NoteWord[] | null {
  // The host answers pings without waking the note.
  if (!raw.startsWith(NOTE_TEXT)) return [{ t: "pong" }];
  return decodeList(`[${raw.slice(NOTE_TEXT.length)}]`, (item) => v.safeParse(NoteDown, item));
}

function wordIn(frame: Uint8Array): NoteWord[] | null {
  const decoder = decoding.createDecoder(frame);
  const kind = decoding.readVarUint(decoder);
  if (kind === NOTE_FRAME.awareness) {
    return [{ t: "awareness", update: decoding.readVarUint8Array(decoder) }];
  }
  // Of a kind that a newer note has.
  if (kind !== NOTE_FRAME.sync) return [];
  const what = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  switch (what) {
    case NOTE_SYNC.step1:
      return [{ t: "state", vector: bytes }];
    case NOTE_SYNC.step2:
      return [{ t: "missed", update: bytes }];
    case NOTE_SYNC.update:
      return [{ t: "update", update: bytes }];
    default:
      return null;
  }
}

/** "This is what I have: tell me the rest." */
export function stateFrame(vector: Uint8Array): Uint8Array<ArrayBuffer> {
  return frameOf(NOTE_FRAME.sync, vector, NOTE_SYNC.step1);
}

export function updateFrame(update: Uint8Array): Uint8Array<ArrayBuffer> {
  return frameOf(NOTE_FRAME.sync, update, NOTE_SYNC.update);
}

export function awarenessFrame(update: Uint8Array): Uint8Array<ArrayBuffer> {
  return frameOf(NOTE_FRAME.awareness, update);
}

function frameOf(kind: number, bytes: Uint8Array, what?: number): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, kind);
  if (what !== undefined) encoding.writeVarUint(encoder, what);
  encoding.writeVarUint8Array(encoder, bytes);
  return new Uint8Array(encoding.toUint8Array(encoder));
}
