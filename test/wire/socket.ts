import { WebSocket } from "ws";
import { decodeDown } from "#protocol/decode.ts";
import type { DownMessage } from "#protocol/down.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { PING } from "#protocol/up.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { newId } from "./new-id.ts";

type Of<T extends DownMessage["t"]> = Extract<DownMessage, { t: T }>;

const PATIENCE_MS = 10_000;

/** Waits until `find` gives something. The wait ends with what arrived, never with the clock. */
type Waiter = { look(): boolean; fail(reason: string): void };

/** One socket to one room, as docs/protocol.md §2 describes it. Keeps all that it hears. */
export class WireSocket {
  readonly heard: DownMessage[] = [];
  closed: { code: number; reason: string } | null = null;
  readonly extensions: string;
  readonly #ws: WebSocket;
  #waiters: Waiter[] = [];
  #taken = 0;

  private constructor(ws: WebSocket) {
    this.#ws = ws;
    this.extensions = ws.extensions;
  }

  /** @throws Error that names the status when the handshake is refused. */
  static open(
    url: string,
    room: string,
    ticket: string,
    headers: Record<string, string> = {},
    query = "",
  ): Promise<WireSocket> {
    const address = `${url.replace("http", "ws")}/parties/room/${room}?ticket=${ticket}${query}`;
    const ws = new WebSocket(address, { headers: { origin: url, ...headers } });
    return new Promise((resolve, reject) => {
      let socket: WireSocket | null = null;
      const early: { data: string }[] = [];
      ws.on("message", (data: Buffer) => {
        const text = data.toString();
        if (socket) socket.#hear(text);
        else early.push({ data: text });
      });
      ws.on("close", (code, reason) => {
        if (socket) socket.#end(code, String(reason));
      });
      ws.on("unexpected-response", (_request, response) => {
        response.destroy();
        reject(new Error(`handshake refused with ${response.statusCode}`));
      });
      ws.on("error", reject);
      ws.on("open", () => {
        socket = new WireSocket(ws);
        for (const { data } of early) socket.#hear(data);
        resolve(socket);
      });
    });
  }

  /** Says hello, and gives what it was answered with. */
  async hello(cursor = 0, epoch: string | null = null): Promise<Of<"welcome">> {
    this.say({ t: "hello", version: PROTOCOL_VERSION, epoch, cursor });
    const welcome = await this.next("welcome");
    await this.next("here");
    return welcome;
  }

  say(message: unknown): void {
    this.#ws.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  /** Sends a message and gives its command, so that it can be sent again. */
  post(body: string, id = newId()): { type: "message.post"; id: string; body: string } {
    const command = { type: "message.post" as const, id, body };
    this.say({ t: "command", command });
    return command;
  }

  /** The next message of a kind, which may have come already. Each is given once, others are skipped. */
  async next<T extends DownMessage["t"]>(
    t: T,
    fits: (message: Of<T>) => boolean = () => true,
  ): Promise<Of<T>> {
    return this.#until(`a "${t}"`, () => {
      for (let i = this.#taken; i < this.heard.length; i += 1) {
        const message = this.heard[i];
        if (message?.t === t && fits(message as Of<T>)) {
          this.#taken = i + 1;
          return message as Of<T>;
        }
      }
      return undefined;
    });
  }

  /** Everything numbered that this socket was told, in the order it came. */
  events(): RoomEvent[] {
    return this.heard.flatMap((message) => {
      if (message.t === "snapshot" || message.t === "events") return message.events;
      return [];
    });
  }

  untilEvent(fits: (event: RoomEvent) => boolean): Promise<RoomEvent> {
    return this.#until("an event", () => this.events().find(fits));
  }

  untilBody(body: string): Promise<RoomEvent> {
    return this.untilEvent((event) => event.type === "message.posted" && event.body === body);
  }

  /** Everything that the room had to say before now has been heard. */
  async caughtUp(): Promise<number> {
    this.say(PING);
    return (await this.next("pong")).head;
  }

  untilClosed(): Promise<{ code: number; reason: string }> {
    return this.#until("the end", () => this.closed ?? undefined);
  }

  /** As a network does it that is gone: nothing is said, not even goodbye. */
  drop(): void {
    this.#ws.terminate();
  }

  async close(): Promise<{ code: number; reason: string }> {
    this.#ws.close(1000);
    return this.untilClosed();
  }

  #hear(text: string): void {
    const messages = decodeDown(text);
    if (!messages) throw new Error("the room sent what no client understands");
    for (const message of messages) if (message.t === "mark") this.say(message);
    this.heard.push(...messages);
    this.#look();
  }

  #end(code: number, reason: string): void {
    this.closed = { code, reason };
    this.#look();
  }

  #look(): void {
    this.#waiters = this.#waiters.filter((waiter) => !waiter.look());
    if (!this.closed) return;
    for (const waiter of this.#waiters) waiter.fail(`the socket closed with ${this.closed.code}`);
    this.#waiters = [];
  }

  #until<T>(what: string, find: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const kinds = () => this.heard.map(({ t }) => t).join(" ");
      const timer = setTimeout(
        () => reject(new Error(`waited for ${what}, heard: ${kinds()}`)),
        PATIENCE_MS,
      );
      const look = () => {
        const found = find();
        if (found === undefined) return false;
        clearTimeout(timer);
        resolve(found);
        return true;
      };
      const fail = (reason: string) => {
        clearTimeout(timer);
        reject(new Error(`waited for ${what}: ${reason}`));
      };
      if (look()) return;
      if (this.closed) fail(`the socket has closed with ${this.closed.code}`);
      else this.#waiters.push({ look, fail });
    });
  }
}
