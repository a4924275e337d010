import { newId } from "../test/wire/new-id.ts";
import { dialectOf, type Dialect, type Heard, type Server } from "./dialects.ts";
import { clientFrame, FrameScanner } from "./frames.ts";
import { openRaw, type RawSocket } from "./raw-socket.ts";
import { WholeFrames } from "./whole-frames.ts";

/** As long as what people say in a chat (behaviour.md). */
export const BODY =
  "The quick brown fox jumps over the lazy dog, and nobody in this room has asked it why. ".padEnd(
    100,
    ".",
  );

const LAST_WORDS_MS = 5_000;

const SEQ = /"seq":(\d+)\D*$/;

/** Writers that are as fast as the server: of what they hear they look only at the last number. */
export class Throng {
  readonly #dialect: Dialect;
  readonly #sockets: RawSocket[] = [];
  #heard: () => void = () => {};
  seq = 0;

  private constructor(server: Server) {
    this.#dialect = dialectOf(server);
  }

  static async open(server: Server, paths: string[]): Promise<Throng> {
    const throng = new Throng(server);
    for (const path of paths) await throng.#open(server, path);
    return throng;
  }

  /** Keeps so many commands on the way until `until` (ms since epoch). What is refused never comes, and is not waited for long. */
  async talk(window: number, until: number): Promise<void> {
    const began = this.seq;
    let sent = 0;
    let turn = 0;
    const top = () => {
      const free = window - (sent - (this.seq - began));
      if (free <= 0) return;
      const shares = this.#sockets.map((socket) => ({ socket, frames: [] as Buffer[] }));
      for (let i = 0; i < free; i += 1) {
        const post = clientFrame(this.#dialect.post(newId(), BODY));
        shares[(turn + i) % shares.length]?.frames.push(post);
      }
      turn += free;
      for (const { socket, frames } of shares)
        if (frames.length > 0) socket.sayAll(Buffer.concat(frames));
      sent += free;
    };
    await new Promise<void>((resolve) => {
      this.#heard = () => {
        if (Date.now() < until) top();
        else if (this.seq - began >= sent) resolve();
      };
      top();
      setTimeout(resolve, until - Date.now() + LAST_WORDS_MS);
    });
    this.#heard = () => {};
  }

  end(): void {
    for (const socket of this.#sockets) socket.end();
  }

  async #open(server: Server, path: string): Promise<void> {
    let greeted: () => void = () => {};
    const greeting = new Promise<void>((resolve) => {
      greeted = resolve;
    });
    const scanner = new FrameScanner((end) => {
      greeted();
      const reply = this.#dialect.reply(end);
      if (reply !== null) return socket.say(reply);
      const seq = Number(SEQ.exec(end)?.[1] ?? 0);
      if (seq <= this.seq) return;
      this.seq = seq;
      this.#heard();
    });
    const socket = await openRaw(server.url, path, (chunk) => scanner.scan(chunk));
    socket.say(this.#dialect.hello);
    this.#sockets.push(socket);
    // What is said before the answer to a hello is refused.
    await greeting;
  }
}

/** One writer who reads and checks all that comes, as a person's client does. */
export class Talker {
  readonly #dialect: Dialect;
  readonly #onEvent: (event: Heard, at: number) => void;
  #socket: RawSocket | null = null;
  #last = 0;
  /** The room's, once it has been told; Socket.IO has none. */
  epoch = "";

  constructor(server: Server, onEvent: (event: Heard, at: number) => void) {
    this.#dialect = dialectOf(server);
    this.#onEvent = onEvent;
  }

  async open(server: Server, path: string, words = this.#dialect.hello): Promise<number> {
    const frames = new WholeFrames((text) => this.#read(text));
    this.#socket = await openRaw(server.url, path, (chunk) => frames.add(chunk));
    const openedAt = performance.now();
    this.#socket.say(words);
    return openedAt;
  }

  post(id: string): void {
    this.#socket?.say(this.#dialect.post(id, BODY));
  }

  end(): void {
    this.#socket?.end();
  }

  #read(text: string): void {
    const reply = this.#dialect.reply(text);
    if (reply !== null) return this.#socket?.say(reply);
    this.epoch = /"epoch":"([^"]+)"/.exec(text)?.[1] ?? this.epoch;
    const at = performance.now();
    for (const event of this.#dialect.events(text)) {
      if (this.#last !== 0 && event.seq !== this.#last + 1)
        throw new Error(`after ${this.#last} came ${event.seq}`);
      this.#last = event.seq;
      this.#onEvent(event, at);
    }
  }
}
