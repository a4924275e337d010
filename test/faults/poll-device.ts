import { setTimeout as pause } from "node:timers/promises";
import * as v from "valibot";
import { DownMessage } from "#protocol/down.ts";
import { wholeBetween } from "../line/chance.ts";
import { AGAIN_AFTER_MS, type Device, type Outfit } from "./device.ts";
import { Outbox } from "./outbox.ts";

const Heard = v.object({ heard: v.array(DownMessage) });

/** Whole seconds, as the door takes them; less than an account waits for an answer. */
const WAIT_S = 1;
const BACK_AFTER_MS = { from: 5, to: 60 };

/** A reader without a socket: asks, applies, and asks from the new cursor. */
export class PollDevice implements Device {
  readonly name: string;
  readonly outbox: Outbox;
  readonly #outfit: Outfit;
  #asks = 0;
  #epoch: string | null = null;
  #cursor = 0;
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

  async catchUp(): Promise<void> {
    const due = this.#asks;
    while (!(await this.#ask(0).catch(() => false)) || this.#asks === due) {
      await pause(BACK_AFTER_MS.to);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#work;
  }

  async #live(): Promise<void> {
    const { chance } = this.#outfit;
    while (!this.#isStopped) {
      const hasHeard = await this.#ask(WAIT_S).catch(() => pause(AGAIN_AFTER_MS, false));
      if (!hasHeard) await pause(wholeBetween(chance, BACK_AFTER_MS.from, BACK_AFTER_MS.to));
    }
  }

  /** One question with its answer, which is a line of its own. False when the server refused it. */
  async #ask(waitS: number): Promise<boolean> {
    const { account, url, room, history } = this.#outfit;
    this.#asks += 1;
    const line = `${this.name}#${this.#asks}`;
    const [epoch, cursor] = [this.#epoch, this.#cursor];
    history.push({ t: "hello", line, epoch, cursor });
    const known = epoch === null ? "" : `&epoch=${epoch}&after=${cursor}`;
    const path = `/api/rooms/${room}/events?wait=${waitS}${known}`;
    const reply = await account.ask(url, "GET", path);
    if (reply.status !== 200) return false;
    for (const message of v.parse(Heard, reply.body).heard) this.#hear(line, message);
    return true;
  }

  #hear(line: string, message: DownMessage): void {
    const { history } = this.#outfit;
    if (message.t === "welcome") {
      this.#epoch = message.epoch;
      history.push({ t: "welcome", line, epoch: message.epoch, head: message.head });
    } else if (message.t === "events") {
      history.push({ t: "events", line, events: message.events });
      this.#cursor = message.events.at(-1)?.seq ?? this.#cursor;
    } else if (message.t === "snapshot") {
      const { epoch, seq, events } = message;
      history.push({ t: "snapshot", line, epoch, seq, events });
      this.#cursor = seq;
    } else if (message.t === "here") history.push({ t: "caught-up", line });
  }
}
