import { NOTE_FRAME, NOTE_SYNC } from "#protocol/notes/frames.ts";
import * as encoding from "lib0/encoding";

/** A frame of y-protocols that is about the document. */
export function syncFrame(kind: keyof typeof NOTE_SYNC, body: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, NOTE_FRAME.sync);
  encoding.writeVarUint(encoder, NOTE_SYNC[kind]);
  encoding.writeVarUint8Array(encoder, body);
  return encoding.toUint8Array(encoder);
}

/** What a socket would have heard, as one body of an answer: each frame after its length. */
export function asBody(frames: readonly (string | Uint8Array)[]): Uint8Array {
  const encoder = encoding.createEncoder();
  const utf8 = new TextEncoder();
  for (const frame of frames)
    encoding.writeVarUint8Array(encoder, typeof frame === "string" ? utf8.encode(frame) : frame);
  return encoding.toUint8Array(encoder);
}
