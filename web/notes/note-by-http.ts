import { failure, type Answer } from "../answer.ts";
import { asSignedIn } from "../authorized.ts";
import { problemOf, signalOf, type Patience } from "../http.ts";
import { watchedFetch } from "../offline/reach.ts";
import { session } from "../session/session.ts";

/** Bytes that this address answers with: a document of a note's, or what is said to `bytes`. */
export function askForBytes(
  path: string,
  bytes?: Uint8Array,
  patience?: Patience,
): Promise<Answer<Uint8Array>> {
  return asSignedIn(session, async (token) => {
    try {
      const response = await watchedFetch(path, {
        method: bytes ? "POST" : "GET",
        headers: {
          Authorization: `Bearer ${token}`,
          ...(bytes && { "Content-Type": "application/octet-stream" }),
        },
        // Of its own, because bytes of a document's may be a part of something larger.
        ...(bytes && { body: new Uint8Array(bytes) }),
        signal: signalOf(patience),
      });
      if (!response.ok) return problemOf(response.status, await response.json());
      return { ok: true, value: new Uint8Array(await response.arrayBuffer()) };
    } catch {
      // Only the network, the time limit and the caller make these throw.
      return failure("offline");
    }
  });
}
