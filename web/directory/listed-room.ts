import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";

/** A room as the directory tells of it. */
export const ListedRoom = v.object({
  id: RoomId,
  name: v.string(),
  topic: v.string(),
  members: v.number(),
  joined: v.boolean(),
  /** When something was last said, in ms since epoch. */
  lastAt: v.nullable(v.number()),
});
export type ListedRoom = v.InferOutput<typeof ListedRoom>;
