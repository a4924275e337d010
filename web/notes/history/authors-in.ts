import type { Schema } from "@tiptap/pm/model";
import * as Y from "yjs";

/** A stretch of a note as the editor counts it, and under which id of Yjs's, and as which of its characters, it was written. */
type Written = { from: number; to: number; client: number; clock: number };

/** Under which ids a document was written, in the order in which it stands there. */
export function writtenIn(fragment: Y.XmlFragment, schema: Schema): Written[] {
  const found: Written[] = [];
  let at = 0;

  function look(parent: Y.XmlFragment | Y.XmlElement) {
    for (const child of parent.toArray()) {
      if (child instanceof Y.XmlText) text(child);
      else if (child instanceof Y.XmlElement) element(child);
    }
  }
  function element(child: Y.XmlElement) {
    const isLeaf = schema.nodes[child.nodeName]?.isLeaf ?? false;
    at += 1;
    if (isLeaf) return;
    look(child);
    at += 1;
  }
  function text(child: Y.XmlText) {
    // oxlint-disable-next-line no-underscore-dangle -- Who wrote something is told by its items alone.
    for (let item = child._start; item; item = item.right) {
      if (item.deleted || !item.countable) continue;
      const { client, clock } = item.id;
      found.push({ from: at, to: at + item.length, client, clock });
      at += item.length;
    }
  }
  look(fragment);
  return found;
}
