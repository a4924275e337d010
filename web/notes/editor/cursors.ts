import { Extension } from "@tiptap/core";
import { yCursorPlugin } from "@tiptap/y-tiptap";
import * as v from "valibot";
import type { Awareness } from "y-protocols/awareness";
import { hueOf } from "../../ui/avatar.tsx";
import type { NoteNames } from "./mention-node.ts";

/** Who somebody is says the server; whatever else a state tells about them is nothing that we show. */
const User = v.object({ id: v.string() });
const Somebody = v.object({ user: User });

type Options = { awareness: Awareness | null; names: NoteNames | null; classes: CursorClasses };
/** `label` is for the name, which stands over the cursor for a moment. */
type CursorClasses = { cursor: string; label: string; selection: string };

/** Where the others are, by their own names and in their own colours. */
export const Cursors = Extension.create<Options>({
  name: "cursors",
  addOptions: () => ({
    awareness: null,
    names: null,
    classes: { cursor: "", label: "", selection: "" },
  }),
  addProseMirrorPlugins() {
    const { awareness, names, classes } = this.options;
    if (!awareness) return [];
    return [
      yCursorPlugin(awareness, {
        awarenessStateFilter: (mine, theirs, state) => mine !== theirs && v.is(Somebody, state),
        cursorBuilder: (user) => cursorOf(idOf(user), names, classes),
        selectionBuilder: (user) => ({
          class: classes.selection,
          style: `--face-hue: ${hueIn(idOf(user))}`,
        }),
      }),
    ];
  },
});

function idOf(user: unknown): string {
  return v.is(User, user) ? user.id : "";
}

function cursorOf(id: string, names: NoteNames | null, classes: CursorClasses): HTMLElement {
  const cursor = document.createElement("span");
  cursor.className = classes.cursor;
  cursor.style.setProperty("--face-hue", String(hueIn(id)));
  // It is for the eyes: who else is in the note is told in words beside its title.
  cursor.ariaHidden = "true";
  const label = document.createElement("span");
  label.className = classes.label;
  label.dir = "auto";
  // Drawn by the style sheet, so that it is never copied or read as part of the text.
  label.dataset["name"] = names?.getState().names.person(id) ?? "";
  // Without something that has no width on both sides, the caret of the browser jumps over it.
  cursor.append("\u2060", label, "\u2060");
  return cursor;
}

function hueIn(id: string): number {
  return 15 + 30 * hueOf(id);
}
