import { setTimeout as pause } from "node:timers/promises";
import * as v from "valibot";
import { RoomEvent } from "#protocol/events.ts";
import { wholeBetween } from "../line/chance.ts";
import { AGAIN_AFTER_MS, type Device, type Outfit } from "./device.ts";
import { Outbox } from "./outbox.ts";

const Done = v.object({ event: RoomEvent });
const Problem = v.object({ code: v.string(), retryable: v.boolean() });

const WRITES_EVERY_MS = { from: 10, to: 40 };

/** A bot without a socket: one command at a time by HTTP, repeated until it is answered. */
export class PostDevice implements Device {
  readonly name: string;
  readonly outbox: Outbox;
  readonly #outfit: Outfit;
  #isStopped = false;
  #work: Promise<void> = Promise.resolve();

  constructor(outfit: Outfit) {
    this.name = outfit.name;
    this.outbox = new Outbox(outfit.name, outfit.chance);
    this.#outfit = outfit;
  }

  start(): void {
    this.#work = this.#live();
  }

  /** It reads nothing but answers. */
  catchUp(): Promise<void> {
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#work;
  }

  async #live(): Promise<void> {
    while (!this.#isStopped) {
      if (this.outbox.waiting.length === 0) this.outbox.write();
      // No answer: unknown, so the same again.
      await this.#sendFirst().catch(() => pause(AGAIN_AFTER_MS));
      await pause(wholeBetween(this.#outfit.chance, WRITES_EVERY_MS.from, WRITES_EVERY_MS.to));
    }
  }

  async #sendFirst(): Promise<void> {
    const [command] = this.outbox.waiting;
    if (!command) return;
    const { name, account, url, room, history } = this.#outfit;
    const { id, body } = command;
    history.push({ t: "asked", device: name, line: "http", by: account.id, id, body });
    const reply = await account.ask(url, "POST", `/api/rooms/${room}/commands`, command);
    if (reply.status === 200) {
      const { event } = v.parse(Done, reply.body);
      history.push({ t: "accepted", device: name, event });
      this.outbox.settle(id);
      return;
    }
    const { code, retryable } = v.parse(Problem, reply.body);
    // An access token that has run out says nothing about the command.
    const isFinal = !retryable && reply.status !== 401;
    history.push({ t: "refused", device: name, id, code, retryable: !isFinal });
    if (isFinal) this.outbox.settle(id);
  }
}
