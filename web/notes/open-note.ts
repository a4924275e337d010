import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { NoteDisk } from "../storage/note-disk.ts";
import type { KeptPlace } from "./editor/kept-place.ts";
import type { Channel } from "../tabs.ts";
import { NoteUndo } from "./note-undo.ts";
import { quietAwareness } from "./quiet-awareness.ts";
import { NoteLine, type LineFacts, type NoteLineDeps } from "./note-line.ts";
import { OtherTabs } from "./other-tabs.ts";

export type NoteFacts = {
  /** Whether the disk has been read; null where nothing can be kept. */
  isKept: boolean | null;
  /** Whether the note is here as the server had it once: what stands in it is the note, and not only what was written here. */
  isHeld: boolean;
  line: LineFacts;
  /** So many things are to be done to it yet that have to wait for something else. */
  errands: number;
};

/** A room's note, as long as somebody here looks at it or something of it is on its way. */
export type OpenNote = {
  readonly doc: Y.Doc;
  readonly fragment: Y.XmlFragment;
  readonly awareness: Awareness;
  readonly facts: StoreApi<NoteFacts>;
  readonly undo: Y.UndoManager;
  /** Where one was in it when one looked at something else. */
  readonly left: { place: KeptPlace | null };
  /** Tries the line at once. */
  readonly enter: () => void;
  readonly close: () => void;
};

export type OpenNoteDeps = {
  line: NoteLineDeps;
  openDisk: (doc: Y.Doc) => NoteDisk;
  /** To the other tabs in which this person has this note open. */
  openChannel: (heard: (message: unknown) => void) => Channel;
};

export function openNote({ line: deps, openDisk, openChannel }: OpenNoteDeps): OpenNote {
  const doc = new Y.Doc();
  const awareness = quietAwareness(doc);
  const disk = openDisk(doc);
  const facts = createStore<NoteFacts>(() => ({
    isKept: false,
    isHeld: false,
    line: NOTHING,
    errands: 0,
  }));
  let isOpen = true;
  const tabs = new OtherTabs({
    doc,
    open: openChannel,
    isCutOff: () => !facts.getState().line.isSynced,
  });
  const line = new NoteLine(deps, doc, awareness, (now) => {
    const wasSynced = facts.getState().line.isSynced;
    if (now.isSynced && !wasSynced) disk.hold();
    // It stays on the screen, to be copied; whoever opens the note again has what the server has.
    if (now.isOver) {
      disk.discard();
      tabs.close();
    }
    facts.setState(({ isHeld }) => ({ isHeld: isHeld || now.isSynced, line: now }));
    // What was on its way when the line ended has reached nobody, or somebody.
    if (wasSynced && !now.isSynced && !now.isOver && isOpen) tabs.meet();
  });
  void begin();
  const fragment = doc.getXmlFragment("note");
  return {
    doc,
    fragment,
    awareness,
    facts,
    undo: new NoteUndo(fragment),
    left: { place: null },
    enter: () => line.enter(),
    close() {
      isOpen = false;
      tabs.close();
      line.close();
      disk.close();
      awareness.destroy();
      doc.destroy();
    },
  };

  async function begin() {
    const kept = await disk.loaded;
    if (!isOpen) return;
    tabs.meet();
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
  aheadMs: 0,
  isSaved: false,
  isUnsent: false,
  refused: null,
  isOver: false,
};
