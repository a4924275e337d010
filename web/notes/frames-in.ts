import * as decoding from "lib0/decoding";
import { NOTE_TEXT } from "#protocol/notes/frames.ts";

const utf8 = new TextDecoder();

/** What a socket would have heard, out of the body of an answer (docs/protocol.md §6): each frame after its length. Null: it is none. */
export function framesIn(body: Uint8Array): (string | ArrayBuffer)[] | null {
  try {
    const decoder = decoding.createDecoder(body);
    const frames: (string | ArrayBuffer)[] = [];
    while (decoding.hasContent(decoder)) frames.push(asFrame(decoding.readVarUint8Array(decoder)));
    return frames;
  } catch {
    // It ends too early, or somebody else has answered.
    return null;
  }
}

function asFrame(bytes: Uint8Array): string | ArrayBuffer {
  const isText = bytes[0] === NOTE_TEXT.charCodeAt(0);
  return isText ? utf8.decode(bytes) : new Uint8Array(bytes).buffer;
}
