import type { InboxCommand } from "#protocol/inbox/commands.ts";
import { decodeInboxDown } from "#protocol/inbox/decode.ts";
import type { InboxDown, InboxUp } from "#protocol/inbox/frames.ts";
import type { Seen } from "#protocol/inbox/presence.ts";
import type { CommandId, RoomId } from "#protocol/ids.ts";
import { MAX_MARKS_AT_ONCE } from "#protocol/inbox/limits.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import type { Clock } from "../clock.ts";
import { LineConnection, type ConnectionDeps } from "../line/connection.ts";
import { roomIn, taken, type Held } from "./held.ts";
import type { Mark } from "./marks-due.ts";
import { keyOf, type Place } from "../place.ts";
import type { Wishes } from "./wishes.ts";

/** Marks go at most once a second (behaviour.md §4), the first of them at once. */
export const MARKS_EVERY_MS = 1_000;
/** After this a wish is said again that the inbox could not grant just now. */
const AGAIN_MS = 5_000;

export type LinkDeps = Omit<ConnectionDeps<InboxDown>, "decode"> & {
  clock: Clock;
  newId: () => CommandId;
  held: { get(): Held; set(held: Held): void };
  wishes: Wishes;
  /** What was read here, and is not known there. */
  due: () => Mark[];
  /** What is no change of the inbox, and lives no longer than the line. */
  presence: {
    greeted(send: (up: InboxUp) => void): void;
    lost(): void;
    heard(people: readonly Seen[]): void;
  };
  /** These messages say something else now, and were not read yet. */
  edited: (room: RoomId, seqs: readonly number[]) => void;
};

/** This browser's line to its person's inbox: what is told is held, what is wished for is said until it is done. */
export class InboxLink {
  readonly #deps: LinkDeps;
  readonly #connection: LineConnection<InboxDown>;
  #isGreeted = false;
  /** The life of the inbox at the other end of this line. */
  #epoch: string | null = null;
  /** Where the inbox was when it greeted, or later. */
  #head = 0;
  /** Marks that were said on this line, by place and life of its room: they are only said again on another, or where they were refused for now. */
  #said = new Map<string, number>();
  #marksAt = Number.NEGATIVE_INFINITY;
  #stopMarks: (() => void) | null = null;
  #stopAgain: (() => void) | null = null;
  /** Wishes that wait for their `done` on this line. */
  #asked = new Set<CommandId>();
  /** Commands that told marks on this line, and were not answered yet. */
  #marked = new Set<CommandId>();

  constructor(deps: LinkDeps) {
    this.#deps = deps;
    this.#connection = new LineConnection(
      { ...deps, decode: decodeInboxDown },
      {
        opened: () => this.#hello(),
        heard: (messages) => messages.forEach((message) => this.#hear(message)),
        lost: () => this.#lost(),
        changed: () => undefined,
      },
    );
  }

  /** Whether what is told now has happened now, and is not made up for. */
  get isLive(): boolean {
    return this.#isGreeted;
  }

  enter(): void {
    this.#connection.enter();
  }

  /** Something was read, or is wished for. */
  look(): void {
    if (!this.#isGreeted) return;
    this.#sayWishes();
    this.#planMarks();
  }

  close(): void {
    this.#stopMarks?.();
    this.#stopAgain?.();
    this.#connection.close();
  }

  #hello(): void {
    const { epoch, cursor } = this.#deps.held.get();
    this.#connection.send({ t: "hello", version: PROTOCOL_VERSION, epoch, cursor });
    this.#connection.catchingUp();
  }

  #hear(message: InboxDown): void {
    const { held, wishes } = this.#deps;
    switch (message.t) {
      case "welcome": {
        const now = held.get();
        // What is held belongs to the life that it came from until `isAnew` brings another one: the line may end in between.
        this.#epoch = message.epoch;
        return this.#caughtUpTo(message.head, now.epoch === message.epoch ? now.cursor : -1);
      }
      case "changes": {
        const now = taken(held.get(), message);
        if (!now) return this.#hello();
        held.set(message.isAnew ? { ...now, epoch: this.#epoch } : now);
        return this.#caughtUpTo(this.#head, now.cursor);
      }
      case "done":
        this.#asked.delete(message.id);
        this.#marked.delete(message.id);
        return wishes.settle(message.id);
      case "refused":
        if (message.id === null) return;
        this.#asked.delete(message.id);
        if (message.retryable && this.#marked.delete(message.id)) this.#said = new Map();
        if (message.retryable) this.#lookAgain(message.retryAfterMs ?? AGAIN_MS);
        else wishes.settle(message.id, message.code);
        return;
      case "pong":
        if (message.head > held.get().cursor) this.#hello();
        return;
      case "renewed":
        return this.#connection.renewedUntil(message.expiresAt);
      case "presence":
        return this.#deps.presence.heard(message.people);
      case "edited":
        return this.#deps.edited(message.room, message.seqs);
      case "mark":
        return;
    }
  }

  #caughtUpTo(head: number, cursor: number): void {
    this.#head = head;
    if (cursor < head) return;
    this.#connection.caughtUp();
    if (!this.#isGreeted) {
      this.#isGreeted = true;
      this.#deps.presence.greeted((up) => this.#connection.send(up));
    }
    this.look();
  }

  /** What was refused for now is wished for still. */
  #lookAgain(ms: number): void {
    this.#stopAgain?.();
    this.#stopAgain = this.#deps.clock.setTimer(ms, () => this.look());
  }

  #lost(): void {
    if (this.#isGreeted) this.#deps.presence.lost();
    this.#isGreeted = false;
    this.#said = new Map();
    this.#asked = new Set();
    this.#marked = new Set();
    this.#stopMarks?.();
    this.#stopMarks = null;
  }

  #sayWishes(): void {
    const wishes = this.#deps.wishes.all().filter(({ id }) => !this.#asked.has(id));
    // The inbox finds what is to be unread again among what it knows as read.
    if (wishes.some(({ type }) => type === "unread")) this.#sayMarks();
    for (const wish of wishes) {
      this.#asked.add(wish.id);
      this.#connection.send({ t: "command", command: wish });
    }
  }

  #planMarks(): void {
    if (this.#stopMarks || this.#unsaid().length === 0) return;
    const { clock } = this.#deps;
    const wait = Math.max(0, this.#marksAt + MARKS_EVERY_MS - clock.now());
    this.#stopMarks = clock.setTimer(wait, () => {
      this.#stopMarks = null;
      this.#sayMarks();
    });
  }

  #sayMarks(): void {
    if (!this.#isGreeted) return;
    const marks = this.#unsaid();
    for (let from = 0; from < marks.length; from += MAX_MARKS_AT_ONCE) {
      const some = marks.slice(from, from + MAX_MARKS_AT_ONCE);
      const command: InboxCommand = { type: "read", id: this.#deps.newId(), marks: some };
      this.#marked.add(command.id);
      this.#connection.send({ t: "command", command });
    }
    for (const mark of marks) this.#said.set(this.#lifeOf(mark), mark.seq);
    this.#marksAt = this.#deps.clock.now();
  }

  #unsaid(): Mark[] {
    return this.#deps.due().filter((mark) => mark.seq > (this.#said.get(this.#lifeOf(mark)) ?? 0));
  }

  /** Numbers begin anew where a room was restored: what was said of one life is not said of the next. */
  #lifeOf(place: Place): string {
    return `${keyOf(place)} ${roomIn(this.#deps.held.get(), place.room)?.epoch}`;
  }
}
