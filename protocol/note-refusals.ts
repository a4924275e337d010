import { later, no, type RefusalKind } from "./room-refusals.ts";

/** What only a note says no to. */
export const NOTE_REFUSALS = {
  note_full: no(409, "This note is as long as a note can be. Take something out of it first."),
  note_not_yours: no(403, "This change was made in somebody else's name."),
  note_out_of_step: later(409, "Something that this change stands on is missing. It comes again."),
  no_such_version: no(404, "This version of the note is not here any more."),
  versions_full: no(409, "As many versions of this note are kept as it can hold."),
} as const satisfies Record<string, RefusalKind>;
