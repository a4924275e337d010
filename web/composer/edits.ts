import * as v from "valibot";
import { createStore } from "zustand/vanilla";
import { parseJson } from "#protocol/decode.ts";
import { CommandId, type RoomId } from "#protocol/ids.ts";
import { draftIn, keepDraft } from "./drafts.ts";
import { keptTexts } from "./kept-text.ts";
import { keyOf, type Place } from "../place.ts";

const words = { was: v.string(), text: v.string() };
const Edit = v.union([
  /** One that was not sent. */
  v.object({ id: CommandId, ...words }),
  /** One that the room has, as of this many edits. */
  v.object({ target: v.number(), revision: v.number(), ...words }),
]);
/** A message being written anew. The draft that was begun before waits untouched. */
export type Edit = v.InferOutput<typeof Edit>;

/** Which message. */
export type Edited =
  | { readonly id: CommandId }
  | { readonly target: number; readonly revision: number };
type Which = { readonly id: CommandId } | { readonly target: number };

const texts = keptTexts("parley-edit:");

type EditsByPlace = Readonly<Record<string, Edit | null>>;

/** What is being edited, by the key of its place; null is nothing, and one that is missing has to be looked up in storage. */
export const edits = createStore<EditsByPlace>(() => ({}));

export function editIn(place: Place): Edit | null {
  const key = keyOf(place);
  const known = edits.getState()[key];
  return known === undefined ? stored(key) : known;
}

export function isOf(edit: Edit | null, message: Which): boolean {
  if (edit === null) return false;
  return "id" in edit
    ? "id" in message && edit.id === message.id
    : "target" in message && edit.target === message.target;
}

/** Whether one of these edits is of this message, in its room or in one of the threads there. */
export function isEdited(all: EditsByPlace, room: RoomId, message: Which): boolean {
  return Object.keys(all).some(
    (key) => key.split("/")[0] === room && isOf(all[key] ?? null, message),
  );
}

/** What was kept in storage is looked up where it is edited; from then on everyone knows. */
export function tellEdit(place: Place, edit: Edit): void {
  const key = keyOf(place);
  if (edits.getState()[key] === undefined) edits.setState({ [key]: edit });
}

/** Begins to edit a message whose text is `was`. What was changed in another one becomes part of the draft. */
export function beginEdit(place: Place, message: Edited, was: string): void {
  if (isOf(editIn(place), message)) return;
  leaveEdit(place);
  keep(place, { ...message, was, text: was });
}

export function keepEdit(place: Place, edit: Edit, text: string): void {
  keep(place, { ...edit, text });
}

/** The edited message is sent, or goes back to what it was. */
export function endEdit(place: Place): void {
  keep(place, null);
}

/** The edit ends for another reason, and no word of it must go: what was changed is put before the draft. */
export function leaveEdit(place: Place): void {
  const edit = editIn(place);
  endEdit(place);
  if (!edit || edit.text === edit.was || edit.text.trim() === "") return;
  const { text } = draftIn(place);
  keepDraft(place, text === "" ? edit.text : `${edit.text}\n${text}`);
}

export function forgetEdits(): void {
  edits.setState({}, true);
  texts.clear();
}

function keep(place: Place, edit: Edit | null): void {
  const key = keyOf(place);
  edits.setState({ [key]: edit });
  texts.set(key, edit === null ? "" : JSON.stringify(edit));
}

function stored(key: string): Edit | null {
  const edit = v.safeParse(Edit, parseJson(texts.get(key)));
  return edit.success ? edit.output : null;
}
