import { defaultDeleteFilter, defaultProtectedNodes, ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { restore } from "./history/restore.ts";

/**
 * What somebody has done to a note and can take back, for as long as the note is open. An editor that goes, because its writer looks at
 * an older version, ends what it was given to undo with: that must not be the end of this.
 */
export class NoteUndo extends Y.UndoManager {
  constructor(fragment: Y.XmlFragment) {
    super(fragment, {
      // What is typed, and what a version has brought back.
      trackedOrigins: new Set<unknown>([ySyncPluginKey, restore]),
      deleteFilter: (item) => defaultDeleteFilter(item, defaultProtectedNodes),
      captureTransaction: ({ meta }) => meta.get("addToHistory") !== false,
    });
  }

  /** An editor goes, and with it what it has listened for. */
  override destroy(): void {
    // oxlint-disable-next-line no-underscore-dangle -- the library names it so
    this._observers.clear();
  }
}
