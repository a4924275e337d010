import * as v from "valibot";
import { PersonId, RoomId } from "#protocol/ids.ts";
import { CommunityRole } from "#protocol/roles.ts";
import { Author } from "./ask.ts";

/** What is asked of a room's note. Both hosts carry it as JSON by `stub.fetch`. */
export const NoteAsk = v.variant("ask", [
  v.object({ ask: v.literal("state"), room: RoomId, by: Author }),
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
