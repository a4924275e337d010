import { setTimeout as pause } from "node:timers/promises";
import * as v from "valibot";
import { RoomEvent } from "#protocol/events.ts";
import { wholeBetween } from "../line/chance.ts";
import { AGAIN_AFTER_MS, type Device, type Outfit } from "./device.ts";
import { Outbox } from "./outbox.ts";

const Page = v.object({ messages: v.array(RoomEvent), hasMore: v.boolean() });
type Page = v.InferOutput<typeof Page>;

const READS_EVERY_MS = { from: 20, to: 60 };
const LIMIT = { from: 1, to: 200 };
let asks = 0;

/** Someone who reads history by HTTP, page after page, and now and then an old page again. */
export class PageDevice implements Device {
  readonly name: string;
  readonly outbox: Outbox;
  readonly #outfit: Outfit;
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
    for (;;) {
      const page = await this.#read(this.#cursor, LIMIT.to).catch(() => null);
      if (page && isLast(page)) return;
      if (page === null) await pause(READS_EVERY_MS.to);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#work;
  }

  /** Everything from the first event on, as one page after the other tells it. */
  async readAll(): Promise<RoomEvent[]> {
    const all: RoomEvent[] = [];
    for (;;) {
      const page = await this.#read(all.length, LIMIT.to);
      all.push(...page.messages);
      if (isLast(page)) return all;
    }
  }

  async #live(): Promise<void> {
    const { chance } = this.#outfit;
    while (!this.#isStopped) {
      const isOldPage = chance() < 0.2;
      const after = isOldPage ? wholeBetween(chance, 0, this.#cursor) : this.#cursor;
      await this.#read(after, wholeBetween(chance, LIMIT.from, LIMIT.to)).catch(() =>
        // No answer: the next one asks again.
        pause(AGAIN_AFTER_MS),
      );
      await pause(wholeBetween(chance, READS_EVERY_MS.from, READS_EVERY_MS.to));
    }
  }

  async #read(after: number, limit: number): Promise<Page> {
    const { account, url, room, history } = this.#outfit;
    asks += 1;
    const ask = asks;
    history.push({ t: "page-asked", ask, after, limit });
    const path = `/api/rooms/${room}/messages?after=${after}&limit=${limit}`;
    const reply = await account.ask(url, "GET", path);
    if (reply.status !== 200) throw new Error(`no page: ${reply.status}`);
    const page = v.parse(Page, reply.body);
    history.push({ t: "page", ask, events: page.messages, hasMore: page.hasMore });
    this.#cursor = Math.max(this.#cursor, page.messages.at(-1)?.seq ?? 0);
    return page;
  }
}

/** A page that promises more and holds nothing would be asked for for ever. */
function isLast({ messages, hasMore }: Page): boolean {
  return !hasMore || messages.length === 0;
}
