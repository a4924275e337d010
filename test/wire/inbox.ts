import { WebSocket } from "ws";
import { decodeInboxDown } from "#protocol/inbox/decode.ts";
import type { Call } from "#protocol/calls.ts";
import type { RoomEntry } from "#protocol/inbox/entries.ts";
import type { InboxDown } from "#protocol/inbox/frames.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { Device } from "../fakes/device.ts";
import { newId } from "./new-id.ts";
import type { WirePerson } from "./person.ts";

const PATIENCE_MS = 10_000;

type Waiter = { look(): boolean; fail(reason: string): void };

/** One device of a person at their inbox, as docs/protocol.md §7 describes it. Keeps all that it hears. */
export class WireInbox {
  readonly device = new Device();
  readonly heard: InboxDown[] = [];
  epoch: string | null = null;
  closed: number | null = null;
  readonly #ws: WebSocket;
  #waiters: Waiter[] = [];

  private constructor(ws: WebSocket) {
    this.#ws = ws;
    ws.on("message", (data: Buffer) => this.#hear(data.toString()));
    ws.on("close", (code) => {
      this.closed = code;
      this.#look();
    });
  }

  /** @throws Error that names the status when the handshake is refused. */
  static async open(of: WirePerson, whose = of.id, ticket?: string): Promise<WireInbox> {
    const given = ticket ?? (await ticketFor(of, whose));
    const address = `${of.url.replace("http", "ws")}/parties/inbox/${whose}?ticket=${given}`;
    const ws = new WebSocket(address, { headers: { origin: of.url } });
    const inbox = new WireInbox(ws);
    return new Promise((resolve, reject) => {
      ws.on("open", () => resolve(inbox));
      ws.on("error", reject);
      ws.on("unexpected-response", (_request, response) => {
        response.destroy();
        reject(new Error(`handshake refused with ${response.statusCode}`));
      });
    });
  }

  /** A device that has been greeted, and knows everything. */
  static async enter(of: WirePerson): Promise<WireInbox> {
    const inbox = await WireInbox.open(of);
    await inbox.hello();
    return inbox;
  }

  async hello(cursor = 0, epoch: string | null = null): Promise<void> {
    this.device.cursor = cursor;
    this.say({ t: "hello", version: PROTOCOL_VERSION, epoch, cursor });
    await this.until("a welcome", () => this.epoch ?? undefined);
  }

  say(message: unknown): void {
    this.#ws.send(JSON.stringify(message));
  }

  /** Sends a command and waits until it is done. */
  async do(command: object): Promise<void> {
    const id = newId();
    this.say({ t: "command", command: { ...command, id } });
    await this.until("that it is done", () =>
      this.heard.find((message) => message.t === "done" && message.id === id),
    );
  }

  room(id: string): RoomEntry | undefined {
    return this.device.get("room").find(({ room }) => room === id);
  }

  /** Whom those have called who called this person, the first one first. */
  calls(): Call[] {
    const calls = this.device.get("activity").filter(({ what }) => what === "call");
    return calls.toSorted((a, b) => a.id - b.id).flatMap((entry) => entry.calls ?? []);
  }

  /** Until so many messages of the room are unread. */
  untilCount(room: string, count: number): Promise<RoomEntry> {
    return this.until(`a count of ${count}`, () => {
      const entry = this.room(room);
      return entry?.count === count ? entry : undefined;
    });
  }

  untilClosed(): Promise<number> {
    return this.until("the end", () => this.closed ?? undefined);
  }

  until<T>(what: string, find: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(
          new Error(
            `${what} did not come; the rooms are ${JSON.stringify(this.device.get("room"))}`,
          ),
        );
      }, PATIENCE_MS);
      const waiter: Waiter = {
        look: () => {
          const found = find();
          if (found === undefined) return false;
          clearTimeout(timer);
          resolve(found);
          return true;
        },
        fail: (reason) => {
          clearTimeout(timer);
          reject(new Error(`${what} did not come: ${reason}`));
        },
      };
      if (!waiter.look()) this.#waiters.push(waiter);
    });
  }

  close(): void {
    this.#ws.close(1000);
  }

  #hear(text: string): void {
    const messages = decodeInboxDown(text);
    if (!messages) throw new Error("the inbox sent what no client understands");
    for (const message of messages) {
      if (message.t === "welcome") this.epoch = message.epoch;
      if (message.t === "mark") this.say(message);
    }
    this.heard.push(...messages);
    this.device.hear(messages);
    this.#look();
  }

  #look(): void {
    this.#waiters = this.#waiters.filter((waiter) => !waiter.look());
    if (this.closed === null) return;
    for (const waiter of this.#waiters) waiter.fail(`the socket closed with ${this.closed}`);
    this.#waiters = [];
  }
}

export async function ticketFor(of: WirePerson, whose = of.id): Promise<string> {
  const { body } = await of.ask("POST", "/api/tickets", { party: "inbox", id: whose });
  return String(body["ticket"]);
}
