import type { CommandId } from "#protocol/ids.ts";
import { clearDraft, draftUnder, keepDraft } from "../composer/drafts.ts";
import { placeOf } from "../place.ts";
import { tell } from "../ui/tell.ts";
import { draftSync } from "./draft-sync-here.ts";
import { draftsText } from "./drafts.text.ts";

/** Lets go of a draft, on all devices; it can be taken back for a moment. `version`: another device's; null: the one in the field. */
export function discardDraft(key: string, version: CommandId | null): void {
  const { sync } = draftSync.getState();
  const bringBack = sync ? sync.discard(key, version) : clearHere(key);
  const t = draftsText.get();
  tell(t.discarded, { says: t.undo, run: bringBack });
}

/** What keeps it together with the inbox is not there yet, and will tell. */
function clearHere(key: string): () => void {
  const place = placeOf(key);
  const { text } = draftUnder(key);
  if (place) clearDraft(place);
  return () => {
    if (place) keepDraft(place, text);
  };
}
