import * as v from "valibot";
import { PersonId, type RoomId } from "#protocol/ids.ts";
import type { Answer } from "../../answer.ts";
import { askApi } from "../../api.ts";
import { askForBytes } from "../note-by-http.ts";

/**
 * `at`: when the last change in it was made (ms since epoch); `people`: who had written since the one before; `removedBy`: who took much of
 * it out right after that.
 */
const Version = v.object({
  id: v.string(),
  at: v.number(),
  people: v.array(PersonId),
  isKept: v.boolean(),
  removedBy: v.optional(PersonId),
});
export type Version = v.InferOutput<typeof Version>;

const History = v.object({
  versions: v.array(Version),
  authors: v.array(v.object({ person: PersonId, clientIds: v.array(v.number()) })),
  origins: v.array(v.object({ person: PersonId, stretches: v.array(v.number()) })),
});
/**
 * `authors`: under which ids of Yjs's everyone has written; `origins`: what of it somebody else wrote first (client id, clock and length,
 * one after the other).
 */
export type History = v.InferOutput<typeof History>;

const Held = v.object({ id: v.string() });

export function listVersions(room: RoomId): Promise<Answer<History>> {
  return askApi("GET", `${pathOf(room)}/versions`, History);
}

/** Keeps what the note is now, or a version that there is, for good. */
export function holdVersion(room: RoomId, id?: string): Promise<Answer<{ id: string }>> {
  return askApi("POST", `${pathOf(room)}/versions`, Held, id === undefined ? {} : { id });
}

/** The document as it was then. */
export function fetchVersion(room: RoomId, id: string): Promise<Answer<Uint8Array>> {
  return askForBytes(`${pathOf(room)}/versions/${id}`);
}

function pathOf(room: RoomId): string {
  return `/api/rooms/${room}/note`;
}
