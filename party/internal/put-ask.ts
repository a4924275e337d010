import { refusal } from "#protocol/refusals.ts";
import type { Answer } from "../rooms.ts";
import { internalRequest } from "./door.ts";

/** Puts an ask to an object, over its stub's `fetch` of either host. What could not be asked is refused as `unavailable`. */
export async function putAsk<T>(
  fetch: (request: Request) => Promise<Response>,
  ask: object,
  secret: string,
): Promise<Answer<T>> {
  try {
    const response = await fetch(internalRequest(JSON.stringify(ask), secret));
    if (!response.ok) return { ok: false, refusal: refusal("unavailable") };
    const answer: Answer<T> = await response.json();
    return answer;
  } catch {
    // The object was reset or cannot be reached. What became of the ask is unknown; repeating it is safe.
    return { ok: false, refusal: refusal("unavailable") };
  }
}
