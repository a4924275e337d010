import { Editor, type EditorOptions } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { Dropcursor, Gapcursor } from "@tiptap/extensions";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { Cursors } from "./cursors.ts";
import checklist from "./checklist.module.css";
import cursors from "./cursors.module.css";
import css from "./editor.module.css";
import { ListSigns } from "./list-signs.ts";
import type { NoteNames } from "./mention-node.ts";
import { NamingKeys, type NamingStore } from "./naming.ts";
import { CaretFirst } from "./caret-first.ts";
import { noteExtensions } from "./note-extensions.ts";
import { NoteKeys } from "./note-keys.ts";
import { Pasted } from "./pasted.ts";

export type EditorWishes = {
  element: HTMLElement;
  fragment: Y.XmlFragment;
  undo: Y.UndoManager;
  awareness: Awareness;
  names: NoteNames;
  naming: NamingStore;
  label: string;
  boxLabel: (text: string) => string;
  isEditable: boolean;
  leave: () => void;
  askForLink: () => void;
  /** The keyboard goes to what can be done here. */
  toTools: () => void;
};

/** The editor of a note, in `element`. Whoever makes it destroys it. */
export function createEditor(wishes: EditorWishes): Editor {
  const { element, fragment, undo, awareness, names, naming, label, isEditable } = wishes;
  return new Editor({
    element,
    editable: isEditable,
    // An empty text would be read as markup, which the page's policy forbids.
    content: { type: "doc", content: [{ type: "paragraph" }] },
    // The page takes styles from its own files alone.
    injectCSS: false,
    extensions: [
      ...noteExtensions(wishes),
      Collaboration.configure({ fragment, yUndoOptions: { undoManager: undo } }),
      Cursors.configure({
        awareness,
        names,
        classes: {
          cursor: cursors["cursor"] ?? "",
          label: cursors["name"] ?? "",
          selection: cursors["selected"] ?? "",
        },
      }),
      CaretFirst,
      ListSigns,
      NamingKeys.configure({ store: naming }),
      NoteKeys.configure({
        leave: wishes.leave,
        askForLink: wishes.askForLink,
        toTools: wishes.toTools,
      }),
      Pasted,
      Gapcursor,
      Dropcursor.configure({ color: false, class: css["drop"] ?? "" }),
    ],
    editorProps: propsFor(label, isEditable),
  });
}

/** From now on one may write in it, or not. */
export function allowWriting(editor: Editor, label: string, isEditable: boolean): void {
  editor.setOptions({ editable: isEditable, editorProps: propsFor(label, isEditable) });
}

function propsFor(label: string, isEditable: boolean): EditorOptions["editorProps"] {
  return {
    attributes: {
      class: `${css["text"]} ${checklist["lists"]}`,
      role: "textbox",
      // Who only reads goes through it by keys as well.
      tabindex: "0",
      "aria-multiline": "true",
      "aria-label": label,
      "data-keeps-escape": "",
      ...(!isEditable && { "aria-readonly": "true" }),
    },
  };
}
