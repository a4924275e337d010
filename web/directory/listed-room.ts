import * as v from "valibot";
import { PersonId, RoomId } from "#protocol/ids.ts";

/** A room as the directory tells of it. */
export const ListedRoom = v.object({
  id: RoomId,
  name: v.string(),
  topic: v.string(),
  members: v.number(),
  joined: v.boolean(),
  /** When something was last said, in ms since epoch. */
  lastAt: v.nullable(v.number()),
  /** Who has asked one in, and when; only of a room that one is not in. */
  invitation: v.nullish(v.object({ by: PersonId, name: v.string(), at: v.number() })),
});
export type ListedRoom = v.InferOutput<typeof ListedRoom>;
