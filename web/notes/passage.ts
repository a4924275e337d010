import type { Editor } from "@tiptap/core";
import { Transform } from "@tiptap/pm/transform";
import {
  absolutePositionToRelativePosition,
  initProseMirrorDoc,
  relativePositionToAbsolutePosition,
  updateYFragment,
  ySyncPluginKey,
} from "@tiptap/y-tiptap";
import type * as Y from "yjs";
import type { CommandId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { eventAt } from "#protocol/timeline.ts";
import { draftIn, keepDraft } from "../composer/drafts.ts";
import type { SpokenNames } from "../markup/tokens.ts";
import { focusComposer } from "../palette/focus.ts";
import { closeBeside, notePath, openThread } from "../room/open-beside.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { isPhone, isRoomy } from "../shell/widths.ts";
import { holdVersion } from "./history/versions-by-http.ts";
import { noteSchema } from "./note-schema.ts";
import { widenNote } from "./note-width.ts";
import type { OpenNote } from "./open-note.ts";

/** More of a note than this is no passage; a message has its own limits. */
const MOST_QUOTED = 1_000;
/** So far back a message of one's own is looked for that has just been accepted. */
const LOOKS_BACK = 50;

/** What is chosen, as a quote with a link to the note as it is now. Null when the note could not be kept: why not. */
export async function quoted(
  editor: Editor,
  handle: RoomHandle,
  names: SpokenNames,
): Promise<{ ok: true; text: string } | { ok: false; says: string }> {
  const text = chosen(editor, names);
  const kept = await holdVersion(handle.id);
  if (!kept.ok) return kept;
  const link = window.location.origin + notePath(handle.id, kept.value.id);
  const lines = text.split("\n").map((line) => `> ${line}`);
  return { ok: true, text: `${lines.join("\n")}\n\n${link}` };
}

/** Puts a quote where one writes in the room, before what is half written there. */
export function quoteInRoom(handle: RoomHandle, quote: string): void {
  const place = { room: handle.id };
  const { text } = draftIn(place);
  keepDraft(place, `${quote}\n\n${text}`);
  if (isPhone()) closeBeside();
  else if (!isRoomy()) widenNote(handle.id, false);
  requestAnimationFrame(() => focusComposer());
}

/**
 * Says a quote in the room, marks the passage with that message's number, and opens the thread under it. The note stays open until then,
 * although nobody may look at it any more. Gives why it cannot be said.
 */
export function beginThread(
  editor: Editor,
  note: Pick<OpenNote, "fragment" | "facts">,
  handle: RoomHandle,
  quote: string,
): RefusalCode | null {
  const anchor = anchorOf(editor);
  const posted = handle.post(quote);
  if (!posted.ok) return posted.code;
  note.facts.setState(({ errands }) => ({ errands: errands + 1 }));
  const end = () => {
    stop();
    note.facts.setState(({ errands }) => ({ errands: errands - 1 }));
  };
  const stop = handle.view.subscribe(() => {
    const seq = seqOf(handle, posted.id);
    if (seq !== null) {
      markPassage(note.fragment, anchor, seq);
      end();
      if (!editor.isDestroyed) openThread(handle.id, seq);
    } else if (isLetGo(handle, posted.id)) end();
  });
  return null;
}

function chosen(editor: Editor, names: SpokenNames): string {
  const { from, to } = editor.state.selection;
  const text = editor.state.doc.textBetween(from, to, "\n", ({ type, attrs }) => {
    if (type.name === "hardBreak") return "\n";
    // By name and without a sign: whoever is quoted is not called again.
    if (type.name === "mention") return names.person(String(attrs["person"]));
    return type.name === "place" ? names.room(String(attrs["room"])) : "";
  });
  return text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text;
}

type Anchor = ReturnType<typeof anchorOf>;

/** Where the passage is, whatever others write before it meanwhile. */
function anchorOf(editor: Editor) {
  const { from, to } = editor.state.selection;
  const { type, binding } = ySyncPluginKey.getState(editor.state);
  const relative = (at: number) => absolutePositionToRelativePosition(at, type, binding.mapping);
  return { from: relative(from), to: relative(to) };
}

/** In the document itself, as the editor may be gone by now. */
function markPassage(fragment: Y.XmlFragment, anchor: Anchor, seq: number): void {
  const { doc } = fragment;
  const schema = noteSchema();
  const { doc: node, mapping, meta } = initProseMirrorDoc(fragment, schema);
  const at = (place: unknown) =>
    doc && relativePositionToAbsolutePosition(doc, fragment, place, mapping);
  const [from, to] = [at(anchor.from), at(anchor.to)];
  // Somebody has deleted the passage; its thread stands by itself.
  if (!doc || from === null || to === null || from >= to) return;
  const marked = new Transform(node).addMark(from, to, schema.mark("comment", { seq })).doc;
  doc.transact(() => updateYFragment(doc, fragment, marked, meta), markPassage);
}

/** It was refused for good, and its writer has given it up. */
function isLetGo(handle: RoomHandle, id: CommandId): boolean {
  return !handle.view.getState().pending.some((pending) => pending.id === id);
}

function seqOf(handle: RoomHandle, id: CommandId): number | null {
  const { room } = handle.view.getState();
  for (let seq = room.seq; seq > Math.max(0, room.seq - LOOKS_BACK); seq -= 1) {
    if (eventAt(room.timeline, seq)?.id === id) return seq;
  }
  return null;
}
