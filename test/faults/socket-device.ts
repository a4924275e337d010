import { setTimeout as pause } from "node:timers/promises";
import type { ArchiveState } from "#protocol/down.ts";
import type { History } from "../history/note.ts";
import { wholeBetween } from "../line/chance.ts";
import type { Device, Outfit } from "./device.ts";
import { Outbox } from "./outbox.ts";
import { talk, type Talk } from "./talk.ts";

/** Pauses between lines: far shorter than a browser's, because a test has less time. */
const BACK_AFTER_MS = { from: 5, to: 60 };
/** Between two messages of one device. */
const WRITES_EVERY_MS = { from: 4, to: 20 };
/** Somebody who writes on without an answer has this many unsettled messages, and then waits. */
const MAX_WAITING = 12;

/** A device on a socket, as docs/protocol.md §2 tells it: it resumes by its cursor and repeats what it does not know. */
export class SocketDevice implements Device {
  readonly name: string;
  readonly outbox: Outbox;
  readonly #outfit: Outfit;
  readonly #writes: boolean;
  #talk: Talk | null = null;
  #lines = 0;
  #cursor = 0;
  #epoch: string | null = null;
  #isStopped = false;
  readonly #archiveStates: ArchiveState[] = [];
  #caughtUp: (() => void)[] = [];
  #work: Promise<unknown> = Promise.resolve();

  constructor(outfit: Outfit, { writes }: { writes: boolean }) {
    this.name = outfit.name;
    this.outbox = new Outbox(outfit.name, outfit.chance);
    this.#outfit = outfit;
    this.#writes = writes;
  }

  /** What it was told of the archive, each change once. */
  get archiveStates(): readonly ArchiveState[] {
    return this.#archiveStates;
  }

  start(): void {
    this.#work = Promise.all([this.#live(), this.#writes ? this.#write() : null]);
  }

  async catchUp(): Promise<void> {
    const done = new Promise<void>((resolve) => this.#caughtUp.push(resolve));
    this.#talk?.hangUp();
    await done;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#talk?.hangUp();
    await this.#work;
  }

  async #live(): Promise<void> {
    const { chance, account, url, room } = this.#outfit;
    while (!this.#isStopped) {
      try {
        const ticket = await account.ticket(url, room);
        await this.#talkOnce(ticket);
      } catch {
        // No server, no line, no answer in time: that is what a device is here to live through.
      }
      await pause(wholeBetween(chance, BACK_AFTER_MS.from, BACK_AFTER_MS.to));
    }
  }

  async #talkOnce(ticket: string): Promise<void> {
    const { name, account, url, room, history } = this.#outfit;
    this.#lines += 1;
    const waiting = this.#caughtUp;
    this.#caughtUp = [];
    let isCaughtUp = false;
    this.#talk = talk({
      device: name,
      line: `${name}#${this.#lines}`,
      by: account.id,
      address: `${url.replace("http", "ws")}/parties/room/${room}?ticket=${ticket}`,
      origin: url,
      hello: this.#whereFrom(),
      history,
      outbox: this.outbox,
      knows: (epoch, cursor) => {
        this.#epoch = epoch;
        this.#cursor = cursor;
      },
      archive: (state) => {
        if (state !== this.#archiveStates.at(-1)) this.#archiveStates.push(state);
      },
      caughtUp: () => {
        isCaughtUp = true;
        for (const tell of waiting) tell();
      },
    });
    await this.#talk.over;
    if (!isCaughtUp) this.#caughtUp.push(...waiting);
  }

  /** Mostly where it was. Now and then like a first visit, a tab with an older state, or one that another tab is ahead of. */
  #whereFrom(): { epoch: string | null; cursor: number } {
    const { chance, history } = this.#outfit;
    const dice = chance();
    if (dice < 0.05 || this.#epoch === null) return { epoch: null, cursor: 0 };
    const back = dice < 0.25 ? wholeBetween(chance, 1, 40) : 0;
    const newest = dice < 0.4 && back === 0 ? newestSeen(history) : 0;
    return { epoch: this.#epoch, cursor: Math.max(0, this.#cursor - back, newest) };
  }

  async #write(): Promise<void> {
    const { chance } = this.#outfit;
    while (!this.#isStopped) {
      if (this.outbox.waiting.length < MAX_WAITING) this.outbox.write();
      this.#talk?.send();
      await pause(wholeBetween(chance, WRITES_EVERY_MS.from, WRITES_EVERY_MS.to));
    }
  }
}

/** What another tab of the same person may know. Who goes on from there never hears what became of its own last words. */
function newestSeen(history: History): number {
  const last = history.findLast((note) => note.t === "events");
  return last?.t === "events" ? (last.events.at(-1)?.seq ?? 0) : 0;
}
