import { base64url } from "jose";
import { refusal } from "#protocol/refusals.ts";
import type { RoomId } from "#protocol/ids.ts";
import type { Notes } from "../notes/notes.ts";
import type { Answer } from "../rooms.ts";
import { internalRequest } from "./door.ts";
import type { PackedNoteAsk } from "./note-ask.ts";
import { putAsk } from "./put-ask.ts";

/** How a host reaches a note: its stub's fetch. */
export type FetchNote = (room: RoomId, request: Request) => Promise<Response>;

/** Notes as the API and rooms know them, over either host's stubs. */
export function notesOverFetch(fetchNote: FetchNote, secret: string): Notes {
  const put = <T>(ask: PackedNoteAsk) =>
    putAsk<T>((request) => fetchNote(ask.room, request), ask, secret);
  const bytes = (ask: PackedNoteAsk) =>
    askForBytes((request) => fetchNote(ask.room, request), ask, secret);
  return {
    state: (room, by) => bytes({ ask: "state", room, by }),
    write: (room, by, update) => put({ ask: "write", room, by, update: base64url.encode(update) }),
    listen: (room, by, { vector, ...question }) =>
      bytes({
        ask: "listen",
        room,
        by,
        question: { ...question, vector: base64url.encode(vector) },
      }),
    versions: (room, by) => put({ ask: "versions", room, by }),
    version: (room, by, id) => bytes({ ask: "version", room, by, id }),
    hold: (room, by, id) => put({ ask: "hold", room, by, id }),
    gone: (room, { people, sessions }) =>
      put({ ask: "gone", room, people: [...people], sessions: [...sessions] }),
    roleIs: (room, person, role) => put({ ask: "roleIs", room, person, role }),
  };
}

/** The same as putAsk, for what is answered with bytes. */
async function askForBytes(
  fetch: (request: Request) => Promise<Response>,
  ask: PackedNoteAsk,
  secret: string,
): Promise<Answer<Uint8Array>> {
  try {
    const response = await fetch(internalRequest(JSON.stringify(ask), secret));
    if (!response.ok) return { ok: false, refusal: refusal("unavailable") };
    const isDocument = response.headers.get("content-type") === "application/octet-stream";
    if (isDocument) return { ok: true, value: new Uint8Array(await response.arrayBuffer()) };
    const refused: Answer<never> = await response.json();
    return refused;
  } catch {
    // The note was reset or cannot be reached. Asking again is safe.
    return { ok: false, refusal: refusal("unavailable") };
  }
}
