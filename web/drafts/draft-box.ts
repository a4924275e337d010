import type { CommandId } from "#protocol/ids.ts";
import { isBlank, isSameDraft, type Draft, type WrittenDraft } from "#protocol/inbox/drafts.ts";
import { MAX_DRAFT_BASE } from "#protocol/inbox/limits.ts";

export type Words = Omit<Draft, "version">;
export const NO_WORDS: Words = { text: "" };

/** What a device holds of the drafts in one place: the one in its field, and how that stands to those that the inbox has told of. */
export type DraftBox = {
  readonly words: Words;
  /** The versions that it takes the place of: told, or on their way; the newest last. */
  readonly base: readonly CommandId[];
  /** It holds what the inbox has not told yet. */
  readonly isTouched: boolean;
};

export const EMPTY_BOX: DraftBox = { words: NO_WORDS, base: [], isTouched: false };

/** Somebody has written. An empty field that no draft was in holds nothing. */
export function typed(box: DraftBox, words: Words): DraftBox {
  return { ...box, words, isTouched: !isEmpty(words) || box.base.length > 0 };
}

/**
 * The box after the inbox has told, and the drafts that stand beside it; `told` is null where it never told of this place. What was
 * touched is never written into. `aside`: drafts that were shown beside another one, and come into no field by themselves.
 */
export function heard(
  box: DraftBox,
  told: readonly Draft[] | null,
  aside: ReadonlySet<CommandId>,
): { box: DraftBox; others: readonly Draft[] } {
  // An inbox that does not know what it has told is another one: whatever is here is new to it.
  if (told === null)
    return { box: { ...box, isTouched: box.isTouched || box.base.length > 0 }, others: [] };
  const own = ownAmong(box, told);
  const others = told.filter((draft) => draft !== own);
  if (box.isTouched) return { box: own ? onTopOf(box, own) : box, others };
  if (own) return { box: holding(own), others };
  const isFree = box.base.length > 0 || isEmpty(box.words);
  if (!isFree) return { box, others };
  const next = others.findLast(({ version }) => !aside.has(version));
  if (next) return { box: holding(next), others: others.filter((draft) => draft !== next) };
  // It was sent, or let go of, elsewhere.
  return { box: box.base.length > 0 ? EMPTY_BOX : box, others };
}

/** What to tell the inbox, as `id`; null: there is nothing that it would have to know. */
export function written(
  box: DraftBox,
  id: CommandId,
): { box: DraftBox; wish: WrittenDraft } | null {
  if (!box.isTouched || (isBlank(box.words.text) && box.base.length === 0)) return null;
  const { words, base } = box;
  const wish = { id, base: [...base], ...(isBlank(words.text) ? NO_WORDS : words) };
  return { box: { ...box, base: [...base, id].slice(-MAX_DRAFT_BASE) }, wish };
}

/** A wish is done, whether or not it was told of: another device may have gone on with it at once. */
export function done(box: DraftBox, wish: WrittenDraft): DraftBox {
  const at = box.base.indexOf(wish.id);
  if (at === -1) return box;
  if (isBlank(wish.text)) {
    const base = box.base.slice(at + 1);
    return { ...box, base, isTouched: base.length > 0 || !isEmpty(box.words) };
  }
  const base = box.base.slice(at);
  const isAll = base.length === 1 && isSameDraft(box.words, wish);
  return { ...box, base, isTouched: box.isTouched && !isAll };
}

/** Holds another draft from now on. */
export function holding({ version, ...words }: Draft): DraftBox {
  return { words, base: [version], isTouched: false };
}

function isEmpty({ text, replyTo }: Words): boolean {
  return isBlank(text) && replyTo === undefined;
}

function ownAmong(box: DraftBox, told: readonly Draft[]): Draft | undefined {
  const version = box.base.findLast((each) => told.some((draft) => draft.version === each));
  const known = told.find((draft) => draft.version === version);
  // Whoever holds the same words holds the same draft.
  return known ?? told.find((draft) => !isBlank(draft.text) && isSameDraft(draft, box.words));
}

function onTopOf(box: DraftBox, own: Draft): DraftBox {
  const at = box.base.indexOf(own.version);
  const base = at === -1 ? [own.version] : box.base.slice(at);
  const isTold = base.length === 1 && isSameDraft(own, box.words);
  return { ...box, base, isTouched: !isTold };
}
