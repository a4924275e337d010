import * as v from "valibot";
import { PersonId, RoomId, Seq } from "#protocol/ids.ts";
import type { Answer } from "../answer.ts";
import { askApi } from "../api.ts";

const SavedMessage = v.object({
  room: RoomId,
  seq: Seq,
  roomName: v.nullable(v.string()),
  message: v.nullable(
    v.object({
      by: PersonId,
      name: v.string(),
      at: v.number(),
      body: v.string(),
      isAction: v.boolean(),
      isDeleted: v.boolean(),
    }),
  ),
});
/** A message that one keeps at hand, as it was when the list was asked for. */
export type SavedMessage = v.InferOutput<typeof SavedMessage>;

export async function listSaved(): Promise<Answer<SavedMessage[]>> {
  const shape = v.object({ bookmarks: v.array(SavedMessage) });
  const answer = await askApi("GET", "/api/bookmarks", shape);
  return answer.ok ? { ok: true, value: answer.value.bookmarks } : answer;
}

/** `key`: room and number, as they stand in the address. */
export function tellSaved(key: string, on: boolean): Promise<Answer<unknown>> {
  const path = `/api/bookmarks/${key}`;
  return on ? askApi("PUT", path, v.unknown(), {}) : askApi("DELETE", path, v.unknown());
}
