import { WebSocket } from "ws";
import type { NoteDown } from "#protocol/notes/frames.ts";
import { NoteEditor } from "../fakes/note-editor.ts";
import type { WirePerson } from "./person.ts";

const PATIENCE_MS = 10_000;

type Waiter = { look(): boolean; fail(reason: string): void };

/** One editor of a room's note, with a document of its own that outlives its lines. */
export class WireNote {
  readonly editor = new NoteEditor();
  readonly of: WirePerson;
  readonly room: string;
  closed: number | null = null;
  #ws: WebSocket | null = null;
  #waiters: Waiter[] = [];

  constructor(of: WirePerson, room: string) {
    this.of = of;
    this.room = room;
    this.editor.doc.on("update", () => this.#look());
    this.editor.awareness.on("change", () => this.#look());
  }

  /** Someone at a note, who knows everything that is in it. */
  static async enter(of: WirePerson, room: string): Promise<WireNote> {
    const note = new WireNote(of, room);
    await note.connect();
    await note.until("the document", () => note.editor.isSynced || undefined);
    return note;
  }

  /** @throws Error that names the status when the handshake is refused. */
  async connect(ticket?: string, of = this.of): Promise<void> {
    const given = ticket ?? (await noteTicket(of, this.room));
    const address = `${of.url.replace("http", "ws")}/parties/notes/${this.room}?ticket=${given}`;
    const ws = new WebSocket(address, { headers: { origin: of.url } });
    this.closed = null;
    this.#ws = ws;
    await new Promise<void>((resolve, reject) => {
      ws.on("open", () => {
        this.editor.open({ send: (frame) => ws.send(frame) });
        resolve();
      });
      ws.on("message", (data: Buffer, isBinary: boolean) => {
        if (ws !== this.#ws) return;
        this.editor.hear(isBinary ? new Uint8Array(data) : data.toString());
        this.#look();
      });
      ws.on("close", (code) => {
        if (ws !== this.#ws) return;
        this.editor.lost();
        this.closed = code;
        this.#look();
      });
      ws.on("error", reject);
      ws.on("unexpected-response", (_request, response) => {
        response.destroy();
        reject(new Error(`handshake refused with ${response.statusCode}`));
      });
    });
  }

  /** Anything at all, as it is. */
  send(frame: string | Uint8Array): void {
    this.#ws?.send(frame);
  }

  close(): void {
    this.#ws?.close(1000);
  }

  untilText(words: string): Promise<string> {
    return this.until(`"${words}"`, () =>
      this.editor.text.includes(words) ? this.editor.text : undefined,
    );
  }

  /** Until everything that was sent on this line is known to be durable. */
  untilSaved(): Promise<true> {
    return this.until(
      "that all is saved",
      () => this.editor.saved === this.editor.sent || undefined,
    );
  }

  untilSaid<T extends NoteDown["t"]>(t: T): Promise<Extract<NoteDown, { t: T }>> {
    return this.until(`"${t}"`, () =>
      this.editor.heard.find((one): one is Extract<NoteDown, { t: T }> => one.t === t),
    );
  }

  untilClosed(): Promise<number> {
    return this.until("the end", () => this.closed ?? undefined, true);
  }

  until<T>(what: string, find: () => T | undefined, isTheEnd = false): Promise<T> {
    return new Promise((resolve, reject) => {
      const heard = () => JSON.stringify(this.editor.heard.slice(-5));
      const timer = setTimeout(
        () => reject(new Error(`waited for ${what}; was told ${heard()}`)),
        PATIENCE_MS,
      );
      const end = (act: () => void) => {
        clearTimeout(timer);
        act();
      };
      const look = () => {
        const found = find();
        if (found !== undefined) end(() => resolve(found));
        return found !== undefined;
      };
      const fail = (reason: string) =>
        end(() => reject(new Error(`waited for ${what}: ${reason}; was told ${heard()}`)));
      if (look()) return;
      if (this.closed !== null && !isTheEnd) fail(`the socket has closed with ${this.closed}`);
      else this.#waiters.push({ look, fail });
    });
  }

  #look(): void {
    this.#waiters = this.#waiters.filter((waiter) => !waiter.look());
    if (this.closed === null) return;
    for (const waiter of this.#waiters) waiter.fail(`the socket closed with ${this.closed}`);
    this.#waiters = [];
  }
}

export async function noteTicket(of: WirePerson, room: string): Promise<string> {
  const { body } = await of.ask("POST", "/api/tickets", { party: "notes", id: room });
  return String(body["ticket"]);
}
