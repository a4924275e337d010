import { createStore } from "zustand/vanilla";
import type { Draft as ToldDraft } from "#protocol/inbox/drafts.ts";
import type { CommandId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { keptTexts } from "./kept-text.ts";
import { keyOf, placeOf, type Place } from "../place.ts";

/** What is half written, the number of the message that it answers, and whether a reply in a thread is for the room as well. */
export type Draft = {
  readonly text: string;
  readonly replyTo?: number | undefined;
  readonly alsoInRoom?: boolean | undefined;
  /** What other devices have half written there, without knowing of this one. */
  readonly others?: readonly ToldDraft[] | undefined;
  /** Why it stays on this device. */
  readonly refused?: RefusalCode | undefined;
};

const NOTHING: Draft = { text: "" };
// Apart from the text, which stands there as it was typed since before there were replies.
const texts = keptTexts("parley-draft:");
const replies = keptTexts("parley-draft-reply:");
const forRoom = keptTexts("parley-draft-in-room:");
/** By key: that the inbox has to be told of it, and the message as which it was sent (drafts/draft-sync.ts). */
export const unsaid = keptTexts("parley-draft-unsaid:");
export const sentAs = keptTexts("parley-draft-sent:");
/** What was written in this tab, and not told yet. */
export const writtenHere = new Set<string>();

/** Longer than any message: writing it to disk at every key would be felt. */
const IS_LONG = 16_000;
const LONG_IS_KEPT_AFTER_MS = 300;

/** What is half written, by the key of its place. Kept on this device until it is sent or its writer signs out. */
export const drafts = createStore<Readonly<Record<string, Draft>>>(() => ({}));

export function draftIn(place: Place): Draft {
  return draftUnder(keyOf(place));
}

/** For a store's selector: the same draft is the same object. */
export function draftUnder(key: string, all = drafts.getState()): Draft {
  return all[key] ?? remembered(key);
}

export function keepDraft(place: Place, text: string): void {
  write(place, { text });
}

/** The draft answers this message; undefined: it stands for itself. */
export function keepReply(place: Place, replyTo: number | undefined): void {
  write(place, { replyTo });
}

/** The draft in a thread will be said to the room as well. */
export function keepAlsoInRoom(place: Place, alsoInRoom: boolean): void {
  write(place, { alsoInRoom });
}

/** It is sent, as this message; or what it asked for is done. */
export function clearDraft(place: Place, as?: CommandId): void {
  if (as) sentAs.set(keyOf(place), as);
  write(place, { text: "", replyTo: undefined, alsoInRoom: false });
}

/** As it is known elsewhere, too. */
export function hearDraft(key: string, draft: Draft): void {
  set(key, draft);
}

function write(place: Place, some: Partial<Draft>): void {
  const key = keyOf(place);
  if (!writtenHere.has(key)) {
    writtenHere.add(key);
    unsaid.set(key, "yes");
  }
  set(key, { ...draftUnder(key), refused: undefined, ...some });
}

function set(key: string, draft: Draft): void {
  const before = draftUnder(key);
  drafts.setState({ [key]: draft });
  const { text, replyTo, alsoInRoom } = draft;
  if (text !== before.text) keepText(key, text);
  if (replyTo !== before.replyTo) replies.set(key, replyTo === undefined ? "" : String(replyTo));
  if (alsoInRoom !== before.alsoInRoom) forRoom.set(key, alsoInRoom ? "yes" : "");
}

/** Another tab has written it. */
export function rereadDraft(key: string): void {
  read.delete(key);
  const { others } = draftUnder(key);
  drafts.setState({ [key]: { ...remembered(key), others } });
}

/** Where something is half written. */
export function draftPlaces(): Place[] {
  const inMemory = Object.entries(drafts.getState());
  const empty = new Set(inMemory.filter(([, draft]) => !isSomething(draft)).map(([key]) => key));
  const keys = new Set([...texts.keys(), ...inMemory.map(([key]) => key)]);
  return [...keys]
    .filter((key) => !empty.has(key))
    .map(placeOf)
    .filter((place) => place !== null);
}

/** Whether there is a word in it, here or from another device. */
export function isSomething({ text, others }: Draft): boolean {
  return text.trim() !== "" || (others !== undefined && others.length > 0);
}

export function forgetDrafts(): void {
  late?.stop();
  drafts.setState({}, true);
  read.clear();
  writtenHere.clear();
  // With what is kept about them elsewhere.
  keptTexts("parley-draft").clear();
}
const read = new Map<string, Draft>();

/** What storage has. It is asked once: afterwards memory knows better. */
function remembered(key: string): Draft {
  const before = read.get(key);
  if (before) return before;
  const text = texts.get(key);
  const seq = Number(replies.get(key));
  const isReply = Number.isSafeInteger(seq) && seq > 0;
  const alsoInRoom = forRoom.get(key) !== "";
  const isNothing = text === "" && !isReply && !alsoInRoom;
  const about = { ...(isReply && { replyTo: seq }), ...(alsoInRoom && { alsoInRoom }) };
  const draft = isNothing ? NOTHING : { text, ...about };
  read.set(key, draft);
  return draft;
}

let late: { key: string; keep: () => void; stop: () => void } | null = null;

function keepText(key: string, text: string): void {
  if (late?.key === key) late.stop();
  else late?.keep();
  if (text.length < IS_LONG) return texts.set(key, text);
  const keep = () => {
    late?.stop();
    texts.set(key, text);
  };
  const timer = setTimeout(keep, LONG_IS_KEPT_AFTER_MS);
  window.addEventListener("pagehide", keep);
  const stop = () => {
    late = null;
    clearTimeout(timer);
    window.removeEventListener("pagehide", keep);
  };
  late = { key, keep, stop };
}
