import type { Letter } from "#protocol/inbox/facts.ts";
import type { Edited } from "#protocol/inbox/frames.ts";
import { has } from "#protocol/inbox/number-set.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { InboxState } from "./inbox-state.ts";

/** What this person has not read, and others have edited: their devices may show it. Null: nothing. */
export function editedIn(
  { room, facts }: Letter,
  { rooms }: InboxState,
  me: PersonId,
): Edited | null {
  const unread = rooms.get(room)?.unread;
  if (!unread?.isMember) return null;
  const places = [unread, ...unread.threads.values()];
  const seqs = facts.flatMap((fact) =>
    fact.type === "edited" &&
    fact.by !== me &&
    places.some((place) => has(place.unread, fact.target))
      ? [fact.target]
      : [],
  );
  return seqs.length === 0 ? null : { t: "edited", room, seqs: [...new Set(seqs)] };
}
