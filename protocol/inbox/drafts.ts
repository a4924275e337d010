import * as v from "valibot";
import { CommandId, PersonId, Seq } from "#protocol/ids.ts";
import { MAX_DRAFTS, MAX_DRAFTS_OF_PLACE } from "./limits.ts";
import {
  MAX_BODY_BYTES,
  MAX_BODY_UNITS,
  MAX_DISPLAY_NAME_LENGTH,
  MAX_MENTIONS,
} from "#protocol/limits.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { utf8Length } from "#protocol/text.ts";

/** So many former versions of a place's drafts are remembered: what comes again, or late, is known by its id. */
const PAST = 64;

/** What a draft holds: its words, the message that it answers, and whether what is said in a thread is for the room, too. */
export const DraftWords = {
  text: v.string(),
  replyTo: v.optional(Seq),
  alsoInRoom: v.optional(v.boolean()),
  /** Whom names in it mean, of those who are not in the room. */
  people: v.optional(
    v.pipe(
      v.array(
        v.object({
          id: PersonId,
          name: v.pipe(v.string(), v.maxLength(MAX_DISPLAY_NAME_LENGTH)),
        }),
      ),
      v.maxLength(MAX_MENTIONS),
    ),
  ),
};

/** A draft as a device has last said it; its version is the id of the command that did. */
export const Draft = v.object({ version: CommandId, ...DraftWords });
export type Draft = v.InferOutput<typeof Draft>;

/**
 * What is half written in one place: mostly one draft, and another for each device that wrote on without knowing of the first. `past`:
 * versions that are over, and must not come back.
 */
export type DraftsOfPlace = {
  readonly drafts: readonly Draft[];
  readonly past: readonly CommandId[];
};
export const NO_DRAFTS: DraftsOfPlace = { drafts: [], past: [] };

/** A device's word on what it holds: in place of the versions in `base`, which it knew. Without text it ends them. */
export type WrittenDraft = Omit<Draft, "version"> & { id: CommandId; base: readonly CommandId[] };

/**
 * The drafts of a place after a device has written. What the device did not know of stays, beside its own; said again, nothing changes.
 */
export function withDraft(held: DraftsOfPlace, written: WrittenDraft): DraftsOfPlace {
  const { id, base, text, replyTo, alsoInRoom, people } = written;
  if (isKnown(held, id)) return held;
  const others = held.drafts.filter(({ version }) => !base.includes(version));
  const draft: Draft = {
    version: id,
    text,
    ...(replyTo !== undefined && { replyTo }),
    ...(alsoInRoom && { alsoInRoom }),
    ...(people && people.length > 0 && { people }),
  };
  // The same words twice are one draft.
  const isKept = !isBlank(text) && !others.some((other) => isSameDraft(other, draft));
  const over = [...base.filter((each) => !held.past.includes(each)), ...(isKept ? [] : [id])];
  return {
    drafts: isKept ? [...others, draft] : others,
    past: [...held.past, ...over].slice(-PAST),
  };
}

/** Why a draft is not taken; null: it is. `total`: how many drafts its writer has in all places. */
export function objectionToDraft(
  held: DraftsOfPlace,
  written: WrittenDraft,
  total: number,
): RefusalCode | null {
  const { text } = written;
  if (text.length > MAX_BODY_UNITS || utf8Length(text) > MAX_BODY_BYTES) return "body_too_long";
  const before = held.drafts.length;
  const after = withDraft(held, written).drafts.length;
  const isMore = after > before;
  const isFull = after > MAX_DRAFTS_OF_PLACE || total - before + after > MAX_DRAFTS;
  return isMore && isFull ? "inbox_full" : null;
}

export function isBlank(text: string): boolean {
  return text.trim() === "";
}

/** Whether two drafts say the same. */
export function isSameDraft(a: Omit<Draft, "version">, b: Omit<Draft, "version">): boolean {
  return (
    a.text === b.text &&
    a.replyTo === b.replyTo &&
    (a.alsoInRoom ?? false) === (b.alsoInRoom ?? false)
  );
}

function isKnown({ drafts, past }: DraftsOfPlace, id: CommandId): boolean {
  return past.includes(id) || drafts.some(({ version }) => version === id);
}
