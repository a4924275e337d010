import { Editor, Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import checklist from "../editor/checklist.module.css";
import css from "../editor/editor.module.css";
import type { NoteNames } from "../editor/mention-node.ts";
import { noteExtensions } from "../editor/note-extensions.ts";

/** A stretch that somebody wrote. */
export type Credited = { from: number; to: number; name: string; hue: number };

type ViewerWishes = {
  element: HTMLElement;
  note: Node;
  names: NoteNames;
  label: string;
  written: readonly Credited[];
  look: string;
};

/** A note to look at, with who wrote what. Whoever makes it destroys it. */
export function createViewer({ element, note, names, label, written, look }: ViewerWishes): Editor {
  const decorations = written.map(({ from, to, name, hue }) =>
    Decoration.inline(from, to, { class: look, title: name, style: `--face-hue: ${hue}` }),
  );
  const Credits = Extension.create({
    name: "credits",
    addProseMirrorPlugins: () => [
      new Plugin({ props: { decorations: ({ doc }) => DecorationSet.create(doc, decorations) } }),
    ],
  });
  return new Editor({
    element,
    editable: false,
    injectCSS: false,
    content: note.toJSON(),
    extensions: [...noteExtensions({ names, boxLabel: (text) => text }), Credits],
    editorProps: {
      attributes: {
        class: `${css["text"]} ${checklist["lists"]}`,
        role: "document",
        "aria-label": label,
        tabindex: "0",
      },
    },
  });
}
