import { useState, useSyncExternalStore } from "react";
import * as Y from "yjs";
import type { OpenNote } from "./open-note.ts";

/** Whether there is nothing in the note and nobody here has written anything: then there is nothing to say of it either. */
export function useUntouched({ doc, fragment }: OpenNote): boolean {
  const [watched] = useState(() => {
    let isTouched = false;
    return {
      follow: (look: () => void) => {
        const touched = (
          _update: Uint8Array,
          _from: unknown,
          _doc: Y.Doc,
          { local }: Y.Transaction,
        ) => {
          isTouched ||= local;
          look();
        };
        doc.on("update", touched);
        return () => doc.off("update", touched);
      },
      isUntouched: () => !isTouched && isBlank(fragment),
    };
  });
  return useSyncExternalStore(watched.follow, watched.isUntouched);
}

/** One empty line is what an editor leaves where everything was taken out. */
function isBlank(fragment: Y.XmlFragment): boolean {
  const [first, second] = fragment.toArray();
  if (first === undefined) return true;
  const isLine = first instanceof Y.XmlElement && first.nodeName === "paragraph";
  return (
    second === undefined &&
    isLine &&
    first.toArray().every((part) => part instanceof Y.XmlText && part.length === 0)
  );
}
