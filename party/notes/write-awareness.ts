import { NOTE_FRAME } from "#protocol/notes/frames.ts";
import * as encoding from "lib0/encoding";
import type { AwarenessEntry } from "./read-frame.ts";

/** One editor's state as a frame. */
export function awarenessFrame(entry: AwarenessEntry): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, NOTE_FRAME.awareness);
  encoding.writeVarUint8Array(encoder, awarenessUpdate(entry));
  return encoding.toUint8Array(encoder);
}

/** The same as y-protocols takes it. */
export function awarenessUpdate({ clientId, clock, state }: AwarenessEntry): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, clientId);
  encoding.writeVarUint(encoder, clock);
  encoding.writeVarString(encoder, state);
  return encoding.toUint8Array(encoder);
}
