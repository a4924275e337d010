import { NOTE_SYNC, NOTE_TEXT } from "#protocol/notes/frames.ts";
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { NoteEditor } from "../fakes/note-editor.ts";
import type { WirePerson } from "./person.ts";

/** What a request was answered with: its status, and of a refusal the code. */
export type NoteReply = { status: number; code: string | null; body: Uint8Array };

/** One editor of a room's note without a socket, as docs/protocol.md §6 describes it: ask, apply, ask again. */
export class WireNotePoller {
  readonly editor: NoteEditor;
  mayWrite: boolean | null = null;
  after: number | null = null;
  readonly #of: WirePerson;
  readonly #room: string;

  constructor(of: WirePerson, room: string, doc = new Y.Doc()) {
    this.editor = new NoteEditor(doc);
    this.#of = of;
    this.#room = room;
  }

  /** One question; what is answered is applied. */
  async ask(wait: number, of = this.#of): Promise<NoteReply> {
    const after = this.after === null ? "" : `&after=${this.after}`;
    const vector = Y.encodeStateVector(this.editor.doc);
    const reply = await send(of, `${this.#note}/missed?wait=${wait}${after}`, vector);
    if (reply.status === 200) this.#apply(reply.body);
    return reply;
  }

  /** Goes on asking until the note has these words, through refusals and servers that are away. */
  async untilText(words: string, of = this.#of): Promise<void> {
    for (let asked = 0; !this.editor.text.includes(words); asked += 1) {
      if (asked > 20) throw new Error(`asked in vain for "${words}": ${this.editor.text}`);
      await this.ask(2, of);
    }
  }

  /** What this editor has beyond what it has told of, as one change. */
  change(change: () => void): Uint8Array {
    const before = Y.encodeStateVector(this.editor.doc);
    change();
    return Y.encodeStateAsUpdate(this.editor.doc, before);
  }

  post(change: Uint8Array, of = this.#of): Promise<NoteReply> {
    return send(of, `${this.#note}/changes`, change);
  }

  get #note(): string {
    return `/api/rooms/${this.#room}/note`;
  }

  #apply(body: Uint8Array): void {
    const decoder = decoding.createDecoder(body);
    while (decoding.hasContent(decoder)) {
      const frame = decoding.readVarUint8Array(decoder);
      const text = new TextDecoder().decode(frame);
      if (text.startsWith(NOTE_TEXT)) this.#welcome(text.slice(NOTE_TEXT.length));
      // The note's own question is answered by whoever has something to say.
      else if (frame[1] !== NOTE_SYNC.step1) this.editor.hear(frame);
    }
  }

  #welcome(json: string): void {
    const { mayWrite, head } = JSON.parse(json) as { mayWrite: boolean; head: number };
    this.mayWrite = mayWrite;
    this.after = head;
  }
}

async function send(of: WirePerson, path: string, body: Uint8Array): Promise<NoteReply> {
  const response = await fetch(`${of.url}${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${of.token}`,
      "content-type": "application/octet-stream",
    },
    body: new Uint8Array(body),
  });
  const answer = new Uint8Array(await response.arrayBuffer());
  const { status } = response;
  const isRefusal = status >= 400;
  const code = isRefusal ? (JSON.parse(new TextDecoder().decode(answer)) as Refused).code : null;
  return { status, code, body: answer };
}

type Refused = { code: string };
