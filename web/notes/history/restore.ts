import { updateYFragment, yXmlFragmentToProseMirrorRootNode } from "@tiptap/y-tiptap";
import type { Schema } from "@tiptap/pm/model";
import * as Y from "yjs";

/** The document of a version. */
export function documentOf(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return doc;
}

/** Makes the note say what `old` says, as an edit like any other: what is the same stays as it is, with whoever wrote it. */
export function restore(note: Y.Doc, old: Y.Doc, schema: Schema): void {
  const wanted = yXmlFragmentToProseMirrorRootNode(old.getXmlFragment("note"), schema);
  const fragment = note.getXmlFragment("note");
  note.transact(() => {
    updateYFragment(note, fragment, wanted, { mapping: new Map(), isOMark: new Map() });
  }, restore);
}
