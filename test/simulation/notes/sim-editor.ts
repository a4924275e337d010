import type { Author } from "#party/rooms.ts";
import * as Y from "yjs";
import { NoteEditor } from "../../fakes/note-editor.ts";
import type { SimLine } from "./sim-line.ts";

/** One device of somebody's, with a copy of the note that outlives its lines and its page. */
export class SimEditor {
  readonly name: string;
  readonly person: Author["person"];
  editor: NoteEditor;
  line: SimLine | null = null;
  /** How many changes of this line were said to be saved when that was last looked at. */
  seenSaved = 0;
  /** It has said something on this line that no editor would. */
  isHostile = false;

  constructor(name: string, person: Author["person"], clientId: number) {
    this.name = name;
    this.person = person;
    this.editor = editorOf(clientId);
  }

  get clientId(): number {
    return this.editor.doc.clientID;
  }

  /** The page is loaded again: the same copy, and another id for what is written from now on. */
  reload(clientId: number, keepsCopy = true): void {
    const copy = Y.encodeStateAsUpdate(this.editor.doc);
    this.editor.lost();
    this.editor = editorOf(clientId);
    if (keepsCopy) Y.applyUpdate(this.editor.doc, copy);
  }
}

function editorOf(clientId: number): NoteEditor {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  const editor = new NoteEditor(doc);
  editor.awareness.setLocalState({ at: 0 });
  return editor;
}
