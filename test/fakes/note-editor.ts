import { NOTE_FRAME, NOTE_SYNC, NOTE_TEXT, type NoteDown } from "#protocol/notes/frames.ts";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import {
  applyAwarenessUpdate,
  Awareness,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from "y-protocols/awareness";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";

/** Whatever carries frames. */
export type Carrier = { send(frame: string | Uint8Array): void };

/** The origin of what came over the line, which is not sent back. */
const LINE = Symbol("line");

/** One editor of a note, as docs/protocol.md §6 describes it, over any line: a document of Yjs's that says what changes in it. */
export class NoteEditor {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** What the server has said in text on this line. */
  heard: NoteDown[] = [];
  /** Changes that were sent on this line, and how many of them are known to be durable. */
  changes: Uint8Array[] = [];
  saved = 0;
  isSynced = false;
  #line: Carrier | null = null;

  constructor(doc = new Y.Doc()) {
    this.doc = doc;
    this.awareness = new Awareness(doc);
    // Its timer would keep a test's process awake.
    // oxlint-disable-next-line no-underscore-dangle -- the library names it so
    clearInterval(this.awareness._checkInterval);
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== LINE) this.#change(update);
    });
    this.awareness.on("update", (_: unknown, origin: unknown) => {
      if (origin === "local") this.tell();
    });
  }

  /** A new line: nothing that was said on the one before counts. */
  open(line: Carrier): void {
    this.#line = line;
    this.heard = [];
    this.changes = [];
    this.saved = 0;
    this.isSynced = false;
    this.ask();
    // Anew, because what was said before the line broke is over for the others.
    this.awareness.setLocalState(this.awareness.getLocalState());
  }

  /** Who was seen over the line is not seen any more. */
  lost(): void {
    this.#line = null;
    const others = [...this.awareness.meta.keys()].filter((id) => id !== this.doc.clientID);
    removeAwarenessStates(this.awareness, others, LINE);
    for (const id of others) this.awareness.meta.delete(id);
  }

  get sent(): number {
    return this.changes.length;
  }

  get text(): string {
    return this.doc.getXmlFragment("note").toJSON();
  }

  /** Adds a paragraph at this place. */
  write(words: string, at = this.doc.getXmlFragment("note").length): void {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(words)]);
    this.doc.getXmlFragment("note").insert(at, [paragraph]);
  }

  /** Types into the last paragraph. */
  type(words: string): void {
    const note = this.doc.getXmlFragment("note");
    const last: unknown = note.length > 0 ? note.get(note.length - 1) : null;
    const text: unknown = last instanceof Y.XmlElement ? last.get(0) : null;
    if (text instanceof Y.XmlText) text.insert(text.length, words);
    else this.write(words);
  }

  ask(): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, NOTE_FRAME.sync);
    sync.writeSyncStep1(encoder, this.doc);
    this.#line?.send(encoding.toUint8Array(encoder));
  }

  /** Says where this editor is. */
  tell(): void {
    const update = encodeAwarenessUpdate(this.awareness, [this.awareness.clientID]);
    this.#line?.send(frameOf(NOTE_FRAME.awareness, null, update));
  }

  hear(frame: string | Uint8Array): void {
    if (typeof frame === "string") return this.#word(frame);
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) === NOTE_FRAME.awareness)
      return applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), LINE);
    const kind = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (kind === NOTE_SYNC.step1) return this.#answer(body);
    Y.applyUpdate(this.doc, body, LINE);
    if (kind === NOTE_SYNC.step2) this.isSynced = true;
  }

  #word(frame: string): void {
    const message = JSON.parse(frame.slice(NOTE_TEXT.length)) as NoteDown;
    this.heard.push(message);
    if (message.t === "saved") this.saved = message.updates;
  }

  #answer(state: Uint8Array): void {
    this.#send(NOTE_SYNC.step2, Y.encodeStateAsUpdate(this.doc, state));
  }

  #change(update: Uint8Array): void {
    if (this.#line) this.#send(NOTE_SYNC.update, update);
  }

  #send(kind: number, update: Uint8Array): void {
    if (update.length > 2) this.changes.push(update);
    this.#line?.send(frameOf(NOTE_FRAME.sync, kind, update));
  }
}

/** A binary frame with this in it, whatever it is. */
export function frameOf(frame: number, kind: number | null, body: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, frame);
  if (kind !== null) encoding.writeVarUint(encoder, kind);
  encoding.writeVarUint8Array(encoder, body);
  return encoding.toUint8Array(encoder);
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return frameOf(NOTE_FRAME.sync, NOTE_SYNC.update, update);
}

/** What this document's editor would say next, had it written these words. */
export function changeAs(doc: Y.Doc, words: string, clientId = doc.clientID): Uint8Array {
  const twin = new NoteEditor();
  Y.applyUpdate(twin.doc, Y.encodeStateAsUpdate(doc));
  twin.doc.clientID = clientId;
  const before = Y.encodeStateVector(twin.doc);
  twin.write(words);
  return Y.encodeStateAsUpdate(twin.doc, before);
}

/** The second change of somebody whose first has not come. */
export function changeOutOfStep(): Uint8Array {
  const editor = new NoteEditor();
  editor.write("first");
  const known = Y.encodeStateVector(editor.doc);
  editor.write("second");
  return Y.encodeStateAsUpdate(editor.doc, known);
}
