import * as v from "valibot";
import { createStore } from "zustand/vanilla";
import { parseJson } from "#protocol/decode.ts";
import { CommandId, type RoomId } from "#protocol/ids.ts";
import { draftIn, keepDraft } from "./drafts.ts";

const KEY = "parley-edit:";

const Edit = v.object({ id: CommandId, was: v.string(), text: v.string() });
/** A message that was not sent, being written anew. The draft that was begun before waits untouched. */
type Edit = v.InferOutput<typeof Edit>;

/** What is being edited, by room; null is nothing, and a room that is missing has to be looked up in storage. */
export const edits = createStore<Readonly<Record<RoomId, Edit | null>>>(() => ({}));

export function editIn(room: RoomId): Edit | null {
  return edits.getState()[room] ?? stored(room);
}

/** Begins to edit a message whose text is `was`. What was changed in another one becomes part of the draft. */
export function beginEdit(room: RoomId, id: CommandId, was: string): void {
  if (editIn(room)?.id === id) return;
  leaveEdit(room);
  keep(room, { id, was, text: was });
}

export function keepEdit(room: RoomId, edit: Edit, text: string): void {
  keep(room, { ...edit, text });
}

/** The edited message is sent, or goes back to what it was. */
export function endEdit(room: RoomId): void {
  keep(room, null);
}

/** The edit ends for another reason, and no word of it must go: what was changed is put before the draft. */
export function leaveEdit(room: RoomId): void {
  const edit = editIn(room);
  endEdit(room);
  if (!edit || edit.text === edit.was || edit.text.trim() === "") return;
  const begun = draftIn(room);
  keepDraft(room, begun === "" ? edit.text : `${edit.text}\n${begun}`);
}

export function forgetEdits(): void {
  edits.setState({}, true);
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(KEY))
      .forEach((key) => localStorage.removeItem(key));
  } catch {
    // Where storage is forbidden nothing was kept.
  }
}

function keep(room: RoomId, edit: Edit | null): void {
  edits.setState({ [room]: edit });
  try {
    if (edit === null) localStorage.removeItem(KEY + room);
    else localStorage.setItem(KEY + room, JSON.stringify(edit));
  } catch {
    // Storage may be full or forbidden. The failed message itself is still where it was.
  }
}

function stored(room: RoomId): Edit | null {
  try {
    const edit = v.safeParse(Edit, parseJson(localStorage.getItem(KEY + room) ?? ""));
    return edit.success ? edit.output : null;
  } catch {
    return null;
  }
}
