import type { RoomId } from "#protocol/ids.ts";
import { keptHere } from "../session/kept-here.ts";
import { KeptFacts } from "../storage/kept-facts.ts";
import { isMarked, NOTHING_SAVED, SavedMarks } from "./saved-marks.ts";

export const keptMarks = keptHere(
  new KeptFacts<SavedMarks>({
    name: "parley-saved",
    schema: SavedMarks,
    nothing: () => NOTHING_SAVED,
    storage: () => localStorage,
  }),
);

/** Which messages one keeps at hand: on this device too, so that their marks show without a line. */
export const saved = keptMarks.store;

export function isSaved(marks: SavedMarks, room: RoomId, seq: number): boolean {
  return isMarked(marks, savedKey(room, seq));
}

export function savedKey(room: RoomId, seq: number): string {
  return `${room}/${seq}`;
}
