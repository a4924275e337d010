import { NOTE_FRAME, NOTE_SYNC } from "#protocol/notes/frames.ts";
import * as decoding from "lib0/decoding";
import { decodeStateVector } from "yjs";

/** One editor's state, as a frame tells it: JSON, or `null` when it is gone. */
export type AwarenessEntry = { clientId: number; clock: number; state: string };

/** `isAnswer`: to what the note has asked, so it is all that its editor has beyond that. */
export type NoteFrame =
  | { is: "question" }
  | { is: "change"; update: Uint8Array; isAnswer: boolean }
  | { is: "awareness"; entries: AwarenessEntry[] };

/** A binary frame from a browser; null: it is none. Never throws. */
export function readFrame(bytes: Uint8Array): NoteFrame | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const frame = readKind(decoder);
    return decoding.hasContent(decoder) ? null : frame;
  } catch {
    // It ends too early, or says what no number is.
    return null;
  }
}

function readKind(decoder: decoding.Decoder): NoteFrame | null {
  switch (decoding.readVarUint(decoder)) {
    case NOTE_FRAME.sync:
      return readSync(decoder);
    case NOTE_FRAME.awareness:
      return { is: "awareness", entries: readAwareness(decoding.readVarUint8Array(decoder)) };
    default:
      return null;
  }
}

function readSync(decoder: decoding.Decoder): NoteFrame | null {
  const kind = decoding.readVarUint(decoder);
  const body = decoding.readVarUint8Array(decoder);
  switch (kind) {
    case NOTE_SYNC.step1:
      // Looked at here, because whoever answers it would stumble over what is no state.
      decodeStateVector(body);
      return { is: "question" };
    case NOTE_SYNC.step2:
    case NOTE_SYNC.update:
      return { is: "change", update: body, isAnswer: kind === NOTE_SYNC.step2 };
    default:
      return null;
  }
}

function readAwareness(bytes: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(bytes);
  const length = decoding.readVarUint(decoder);
  const entries: AwarenessEntry[] = [];
  // A length that is made up ends with the bytes.
  for (let i = 0; i < length; i += 1) {
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    entries.push({ clientId, clock, state: decoding.readVarString(decoder) });
  }
  return entries;
}
