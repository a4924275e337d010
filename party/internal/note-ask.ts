import { base64url } from "jose";
import * as v from "valibot";
import { PersonId, RoomId } from "#protocol/ids.ts";
import { CommunityRole } from "#protocol/roles.ts";
import { Author } from "./ask.ts";

/** Bytes in JSON: base64url. */
const Bytes = v.pipe(
  v.string(),
  v.transform((text) => base64url.decode(text)),
);

/** What is asked of a room's note. Both hosts carry it as JSON by `stub.fetch`. */
export const NoteAsk = v.variant("ask", [
  v.object({ ask: v.literal("state"), room: RoomId, by: Author }),
  v.object({ ask: v.literal("write"), room: RoomId, by: Author, update: Bytes }),
  v.object({
    ask: v.literal("listen"),
    room: RoomId,
    by: Author,
    question: v.object({
      vector: Bytes,
      after: v.nullable(v.number()),
      waitMs: v.number(),
      sessionExpiresAt: v.number(),
    }),
  }),
  v.object({ ask: v.literal("versions"), room: RoomId, by: Author }),
  v.object({ ask: v.literal("version"), room: RoomId, by: Author, id: v.string() }),
  v.object({ ask: v.literal("hold"), room: RoomId, by: Author, id: v.nullable(v.string()) }),
  v.object({
    ask: v.literal("gone"),
    room: RoomId,
    people: v.array(PersonId),
    sessions: v.array(v.string()),
  }),
  v.object({ ask: v.literal("roleIs"), room: RoomId, person: PersonId, role: CommunityRole }),
]);
export type NoteAsk = v.InferOutput<typeof NoteAsk>;
/** As it is carried. */
export type PackedNoteAsk = v.InferInput<typeof NoteAsk> & { room: RoomId };
