import { NOTE_FRAME, NOTE_SYNC, NOTE_TEXT } from "#protocol/notes/frames.ts";
import * as decoding from "lib0/decoding";
import { Violation } from "../violation.ts";
import type { SimNoteWorld } from "./note-world.ts";
import type { SimEditor } from "./sim-editor.ts";

/** What somebody hears must be durable, and for them. @throws Violation */
export function lookAtFrame(world: SimNoteWorld, who: SimEditor, frame: string | Uint8Array): void {
  if (typeof frame === "string") return lookAtWord(who, frame);
  const decoder = decoding.createDecoder(frame);
  const isSync = decoding.readVarUint(decoder) === NOTE_FRAME.sync;
  if (!isSync || decoding.readVarUint(decoder) === NOTE_SYNC.step1) return;
  world.truth.expectHas(
    decoding.readVarUint8Array(decoder),
    "Something was shown before it was durable.",
  );
}

function lookAtWord(who: SimEditor, frame: string): void {
  const message = JSON.parse(frame.slice(NOTE_TEXT.length)) as { t: string; code?: string };
  const isRefused = message.t === "refused" && message.code !== "not_allowed";
  if (isRefused && !who.isHostile)
    throw new Violation("An honest change was refused.", `${who.name}: ${message.code}`);
}

/** What is said to be saved is. @throws Violation */
export function lookAtSaved(world: SimNoteWorld, who: SimEditor): void {
  const { changes, saved } = who.editor;
  if (saved < who.seenSaved) throw new Violation("What was saved is said not to be.", who.name);
  if (saved > changes.length && !who.isHostile)
    throw new Violation("More was said to be saved than was sent.", who.name);
  if (!who.isHostile)
    for (const change of changes.slice(who.seenSaved, saved))
      world.truth.expectHas(change, "Something was said to be saved that was not durable.");
  who.seenSaved = saved;
}
