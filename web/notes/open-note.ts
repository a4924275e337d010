import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { NoteDisk } from "../storage/note-disk.ts";
import { quietAwareness } from "./quiet-awareness.ts";
import { NoteLine, type LineFacts, type NoteLineDeps } from "./note-line.ts";

export type NoteFacts = {
  /** Whether the disk has been read; null where nothing can be kept. */
  isKept: boolean | null;
  /** Whether the note is here as the server had it once: what stands in it is the note, and not only what was written here. */
  isHeld: boolean;
  line: LineFacts;
};

/** A room's note, as long as somebody here looks at it or something of it is on its way. */
export type OpenNote = {
  readonly doc: Y.Doc;
  readonly fragment: Y.XmlFragment;
  readonly awareness: Awareness;
  readonly facts: StoreApi<NoteFacts>;
  /** Tries the line at once. */
  readonly enter: () => void;
  readonly close: () => void;
};

export type OpenNoteDeps = { line: NoteLineDeps; openDisk: (doc: Y.Doc) => NoteDisk };

export function openNote({ line: deps, openDisk }: OpenNoteDeps): OpenNote {
  const doc = new Y.Doc();
  const awareness = quietAwareness(doc);
  const disk = openDisk(doc);
  const facts = createStore<NoteFacts>(() => ({ isKept: false, isHeld: false, line: NOTHING }));
  const line = new NoteLine(deps, doc, awareness, (now) => {
    const wasSynced = facts.getState().line.isSynced;
    if (now.isSynced && !wasSynced) disk.hold();
    // It stays on the screen, to be copied; whoever opens the note again has what the server has.
    if (now.isOver) disk.discard();
    facts.setState(({ isHeld }) => ({ isHeld: isHeld || now.isSynced, line: now }));
  });
  let isOpen = true;
  void begin();
  return {
    doc,
    fragment: doc.getXmlFragment("note"),
    awareness,
    facts,
    enter: () => line.enter(),
    close() {
      isOpen = false;
      line.close();
      disk.close();
      awareness.destroy();
      doc.destroy();
    },
  };

  async function begin() {
    const kept = await disk.loaded;
    if (!isOpen) return;
    // What this device holds need not be fetched, and what it alone holds is sent at once.
    line.enter();
    facts.setState(({ isHeld }) => ({
      isKept: kept === null ? null : true,
      isHeld: isHeld || kept?.wasHeld === true,
    }));
  }
}

const NOTHING: LineFacts = {
  connection: { at: "connecting" },
  isSynced: false,
  mayWrite: null,
  isSaved: false,
  isUnsent: false,
  refused: null,
  isOver: false,
};
