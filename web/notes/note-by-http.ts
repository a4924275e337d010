import type { RoomId } from "#protocol/ids.ts";
import { failure, type Answer } from "../answer.ts";
import { asSignedIn } from "../authorized.ts";
import { problemOf, REQUEST_TIMEOUT_MS } from "../http.ts";
import { watchedFetch } from "../offline/reach.ts";
import { session } from "../session/session.ts";

/** The document of a room's note as it is now, as one change of Yjs's. */
export function fetchNote(room: RoomId): Promise<Answer<Uint8Array>> {
  return fetchDocument(`/api/rooms/${room}/note`);
}

/** A document of a note's that has this address. */
export function fetchDocument(path: string): Promise<Answer<Uint8Array>> {
  return asSignedIn(session, async (token) => {
    try {
      const response = await watchedFetch(path, {
        headers: { Authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      if (!response.ok) return problemOf(response.status, await response.json());
      return { ok: true, value: new Uint8Array(await response.arrayBuffer()) };
    } catch {
      // Only the network and the time limit make these throw.
      return failure("offline");
    }
  });
}
