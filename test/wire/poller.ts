import { setTimeout as pause } from "node:timers/promises";
import { decodeDown } from "#protocol/decode.ts";
import type { DownMessage } from "#protocol/down.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { Reply, WirePerson } from "./person.ts";

/** Long enough for a server that is killed and started again on a busy machine. */
const PATIENCE_MS = 50_000;
/** Between two tries at a server that is not there: it comes when it comes. */
const TRY_AGAIN_MS = 50;

/** One person in one room without a socket, as docs/protocol.md §1 describes it: ask, apply, ask again. */
export class WirePoller {
  readonly #person: WirePerson;
  readonly #room: string;
  /** Everything numbered that was applied, in that order. */
  readonly events: RoomEvent[] = [];
  snapshots = 0;
  epoch: string | null = null;
  cursor = 0;

  constructor(person: WirePerson, room: string) {
    this.#person = person;
    this.#room = room;
  }

  /** One request for what comes after the cursor, not applied. */
  request(wait = 25, signal?: AbortSignal): Promise<Reply> {
    const epoch = this.epoch === null ? "" : `epoch=${this.epoch}&`;
    const query = `?${epoch}after=${this.cursor}&wait=${wait}`;
    return this.#person.ask(
      "GET",
      `/api/rooms/${this.#room}/events${query}`,
      undefined,
      {},
      signal,
    );
  }

  /** Asks once and applies what it hears. @throws Error when it is refused, or hears events that do not follow. */
  async ask(wait = 25): Promise<DownMessage[]> {
    const { status, body } = await this.request(wait);
    if (status !== 200) throw new Error(`refused: ${status} ${JSON.stringify(body)}`);
    return this.#apply(body);
  }

  /** Goes on asking until the last event fits, through pauses it is told to make and servers that are away. */
  async until(fits: (event: RoomEvent) => boolean): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    while (!this.events.some(fits)) {
      if (Date.now() > until) throw new Error(`waited in vain at ${this.cursor}`);
      const reply = await this.request(5).catch(() => null);
      if (reply?.status === 200) this.#apply(reply.body);
      else await pause(Number(reply?.body["retryAfterMs"] ?? TRY_AGAIN_MS));
    }
  }

  untilBody(body: string): Promise<void> {
    return this.until((event) => event.type === "message.posted" && event.body === body);
  }

  #apply({ heard }: Reply["body"]): DownMessage[] {
    const messages = decodeDown(JSON.stringify(heard));
    if (!messages) throw new Error("the room sent what no client understands");
    for (const message of messages) {
      if (message.t === "welcome") this.epoch = message.epoch;
      if (message.t === "events") this.#follow(message.events);
      if (message.t === "snapshot") {
        this.snapshots += 1;
        this.cursor = message.seq;
        this.events.push(...message.events);
      }
    }
    return messages;
  }

  #follow(events: readonly RoomEvent[]): void {
    for (const event of events) {
      if (event.seq !== this.cursor + 1) throw new Error(`${event.seq} after ${this.cursor}`);
      this.cursor = event.seq;
      this.events.push(event);
    }
  }
}
