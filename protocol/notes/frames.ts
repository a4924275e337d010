import * as v from "valibot";

/**
 * How a note speaks (docs/protocol.md §6). Binary frames are Yjs's own: a number that says what follows, then sync or awareness as
 * y-protocols writes them. Text frames are ours: this mark, then JSON.
 */
export const NOTE_TEXT = "__YPS:";

/** What a binary frame begins with, and what a sync frame goes on with. */
export const NOTE_FRAME = { sync: 0, awareness: 1 } as const;
export const NOTE_SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** The two parts of a note's document: what is written, and to what in it comments belong. */
export const NOTE_ROOTS = ["note", "comments"] as const;

/** The first that a socket hears. `now`: the server's time, in ms since epoch; `head`: to a request, the number of the last change. */
export const NoteWelcome = v.object({
  t: v.literal("welcome"),
  mayWrite: v.boolean(),
  now: v.optional(v.number()),
  head: v.optional(v.number()),
});

/**
 * Of the changes that this socket has sent (sync step 2 and update, those that were not empty, counted from 1), the first so many are
 * durable, whatever comes.
 */
export const NoteSaved = v.object({ t: v.literal("saved"), updates: v.number() });

/** A change was not taken; a code of protocol/refusals.ts. Unless it is `not_allowed`, the socket ends after it. */
export const NoteRefused = v.object({ t: v.literal("refused"), code: v.string() });

/** The socket's session lasts until then (ms since epoch): a ticket was shown in time. */
export const NoteRenewed = v.object({ t: v.literal("renewed"), expiresAt: v.number() });

/** The answer to a ping (protocol/up.ts). */
export const NotePong = v.object({ t: v.literal("pong") });

export const NoteDown = v.variant("t", [
  NoteWelcome,
  NoteSaved,
  NoteRefused,
  NoteRenewed,
  NotePong,
]);
export type NoteDown = v.InferOutput<typeof NoteDown>;

export function noteText(message: NoteDown): string {
  return NOTE_TEXT + JSON.stringify(message);
}
