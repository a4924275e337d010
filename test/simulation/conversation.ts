import type { DownMessage } from "#protocol/down.ts";
import { Violation } from "./violation.ts";

const HELLO = '{"t":"hello"';

/** One socket's talk: what follows a hello is one unbroken sequence, from the cursor through the catch-up into live. */
export class Conversation {
  /** The cursors of hellos that were not answered yet. */
  readonly #asked: number[] = [];
  #next: number | null = null;
  /** Up to here the last hello's answer goes, and whoever was welcome may know all of it. */
  promised = 0;

  heard(frame: string) {
    if (frame.startsWith(HELLO)) this.#asked.push((JSON.parse(frame) as { cursor: number }).cursor);
  }

  said(messages: readonly DownMessage[]) {
    for (const message of messages) {
      if (message.t === "welcome") {
        this.#next = (this.#asked.shift() ?? 0) + 1;
        this.promised = message.head;
      }
      if (message.t === "snapshot") this.#next = message.seq + 1;
      if (message.t === "events") for (const { seq } of message.events) this.#follows(seq);
    }
  }

  #follows(seq: number) {
    if (seq !== this.#next) {
      const where = `event ${seq} instead of ${this.#next ?? "a welcome"}`;
      throw new Violation("A socket was told events with a break in between.", where);
    }
    this.#next = seq + 1;
  }
}
