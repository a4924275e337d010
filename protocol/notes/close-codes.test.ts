import { expect, it } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { isFinalNoteClose, NOTE_CLOSE } from "./close-codes.ts";

it("what cannot be taken is not sent again, and what only came out of step is", () => {
  expect([NOTE_CLOSE.notTaken, CLOSE.notMember].every(isFinalNoteClose)).toBe(true);
  expect([NOTE_CLOSE.outOfStep, CLOSE.session, CLOSE.fault, 1006].some(isFinalNoteClose)).toBe(
    false,
  );
});
