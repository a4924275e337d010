import * as v from "valibot";
import { issueAccessToken } from "#party/auth/access-token.ts";
import type { TokenKeys } from "#party/auth/token-keys.ts";
import type { Author } from "#party/rooms.ts";
import { turnTold } from "#protocol/close-codes.ts";
import type { DownMessage } from "#protocol/down.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { browserClock } from "../../../web/clock.ts";
import { request, type Fetcher } from "../../../web/http.ts";
import { LineConnection, type Ticket } from "../../../web/line/connection.ts";
import { eitherDoor } from "../../../web/line/either-door.ts";
import { partySockets } from "../../../web/line/party-socket.ts";
import type { Answer } from "../../../web/answer.ts";
import type { Notebook } from "../../history/note.ts";
import { newId } from "../../wire/new-id.ts";
import { Outbox } from "../outbox.ts";
import { decodedOnce } from "./decoded-once.ts";

/** Sent on without an answer; after a refusal that asks to wait it is one at a time. */
const WINDOW = 5;
const WAIT_MS = 30;
const TicketAnswer = v.object({ ticket: v.string(), expiresAt: v.number() });

type Wish = {
  name: string;
  author: Author;
  keys: TokenKeys;
  url: string;
  room: RoomId;
  history: Notebook;
  /** Told of each frame that came, and whether this device was live then: before that, frames are answers to its hello. */
  heard?: (messages: readonly DownMessage[], isLive: boolean) => void;
  /** Told of each ticket that it got. */
  ticketed?: () => void;
};

/** One time without a line, in ms as `performance.now()` tells them. `toldMs`: the moment that the server gave for coming back. */
export type Absence = { cutAt: number; toldMs: number | null; backAt: number | null };

/**
 * Someone's browser without its screen: the client's own line with its way of coming back, and an outbox of the tests. Everything said
 * and heard is noted.
 */
export class LineDevice {
  readonly outbox: Outbox;
  readonly absences: Absence[] = [];
  readonly #wish: Wish;
  readonly #line: LineConnection<DownMessage>;
  readonly #inFlight = new Set<string>();
  #lines = 0;
  #epoch: string | null = null;
  #cursor = 0;
  #crowd = 1;
  #isLive = false;
  #window = WINDOW;
  #holdUntil = 0;

  constructor(wish: Wish) {
    this.#wish = wish;
    this.outbox = new Outbox(wish.name, Math.random);
    this.#line = new LineConnection<DownMessage>(
      {
        clock: browserClock,
        random: Math.random,
        onWake: () => () => undefined,
        openSocket: (ticket, events) =>
          doorsOf(wish.url)(wish.room, ticket, {
            ...events,
            lost: (code, reason = "") => {
              this.#cut(turnTold(code, reason)?.inMs ?? null);
              events.lost(code, reason);
            },
          }),
        ticket: (timeoutMs) => this.#ticket(timeoutMs),
        decode: (raw) => {
          const messages = decodedOnce(raw);
          if (messages) wish.heard?.(messages, this.#isLive);
          return messages;
        },
        refreshSession: () => Promise.resolve({ ok: true, value: null }),
        crowd: () => this.#crowd,
      },
      {
        opened: () => this.#hello(),
        heard: (messages) => {
          for (const message of messages) this.#hear(message);
          this.send();
        },
        lost: () => this.#inFlight.clear(),
        changed: () => undefined,
      },
    );
    this.#line.enter();
  }

  get isLive(): boolean {
    return this.#isLive;
  }

  write(): void {
    this.outbox.write();
    this.send();
  }

  /** What waits in the outbox, as far as the window allows. */
  send(): void {
    if (!this.#isLive || performance.now() < this.#holdUntil) return;
    const { history, name: device, author } = this.#wish;
    for (const command of this.outbox.waiting.slice(0, this.#window)) {
      const { id, body } = command;
      if (this.#inFlight.has(id)) continue;
      this.#inFlight.add(id);
      history.push({ t: "asked", device, line: this.#name, by: author.person, id, body });
      this.#line.send({ t: "command", command } as never);
    }
  }

  /** Tells this person's inbox that all was seen that came here, as a phone does that is put away. Whether it took that. */
  async read(): Promise<boolean> {
    const { keys, author, url, room } = this.#wish;
    if (!this.#isLive) return false;
    const { token } = await issueAccessToken(keys, author, 1, Date.now());
    const command = { type: "read", id: newId(), marks: [{ room, seq: this.#cursor }] };
    const answer = await request(
      fetcher(url),
      "POST",
      "/api/inbox/commands",
      v.null(),
      command,
      token,
    );
    return answer.ok;
  }

  /** For good, which is no absence. */
  close(): void {
    this.#isLive = false;
    this.#line.close();
  }

  /** For whoever wonders why this device hears nothing. */
  toString(): string {
    const line = JSON.stringify(this.#line.state);
    const { waiting } = this.outbox;
    const first = waiting[0]?.id ?? "nothing";
    return `${this.#name}: ${line}, live ${this.#isLive}, cursor ${this.#cursor}, ${waiting.length} wait from ${first} on, ${this.#inFlight.size} under way, ${this.absences.length} times away`;
  }

  /** Of the line that is now. */
  get #name(): string {
    return `${this.#wish.name}#${this.#lines}`;
  }

  async #ticket(timeoutMs: number): Promise<Answer<Ticket>> {
    const { keys, author, url, room } = this.#wish;
    const { token, expiresAt } = await issueAccessToken(keys, author, 1, Date.now());
    const wish = { party: "room", id: room };
    const answer = await request(fetcher(url), "POST", "/api/tickets", TicketAnswer, wish, token, {
      timeoutMs,
    });
    if (!answer.ok) return answer;
    this.#wish.ticketed?.();
    return { ok: true, value: { ...answer.value, sessionExpiresAt: expiresAt } };
  }

  #hello(): void {
    this.#lines += 1;
    const hello = { epoch: this.#epoch, cursor: this.#cursor };
    this.#wish.history.push({ t: "hello", line: this.#name, ...hello });
    this.#line.send({ t: "hello", version: PROTOCOL_VERSION, ...hello });
    this.#line.catchingUp();
  }

  #cut(toldMs: number | null): void {
    // What was no line cannot be cut.
    if (!this.#isLive) return;
    this.#isLive = false;
    this.absences.push({ cutAt: performance.now(), toldMs, backAt: null });
  }

  #hear(message: DownMessage): void {
    const { history, name: device } = this.#wish;
    const line = this.#name;
    switch (message.t) {
      case "welcome":
        this.#epoch = message.epoch;
        return void history.push({ t: "welcome", line, epoch: message.epoch, head: message.head });
      case "snapshot": {
        const { epoch, seq, events } = message;
        history.push({ t: "snapshot", line, epoch, seq, events });
        return this.#apply(events);
      }
      case "events":
        history.push({ t: "events", line, events: message.events });
        return this.#apply(message.events);
      case "here":
        this.#crowd = message.count;
        if (this.#isLive) return;
        history.push({ t: "caught-up", line });
        return this.#back();
      case "presence":
        this.#crowd = message.count;
        return;
      case "accepted":
        history.push({ t: "accepted", device, event: message.event });
        return this.#settle(message.event.id);
      case "refused":
        return this.#refused(message);
      case "mark":
      case "archive":
      case "typing":
      case "receipts":
      case "pong":
      case "note":
        return;
      case "renewed":
        return this.#line.renewedUntil(message.expiresAt);
    }
  }

  #apply(events: readonly RoomEvent[]): void {
    for (const { id, seq, by } of events) {
      this.#cursor = seq;
      if (by === this.#wish.author.person) this.#settle(id);
    }
  }

  #back(): void {
    this.#isLive = true;
    this.#line.caughtUp();
    const absence = this.absences.at(-1);
    if (absence) absence.backAt ??= performance.now();
  }

  #refused({ id, code, retryable, retryAfterMs = WAIT_MS }: Refused): void {
    // Where a ticket got too old on its way, as on a machine that stands still, the line asks again by itself.
    if (id === null && code === "ticket_invalid") return;
    if (id === null) throw new Error(`${this.#name} sent what the room could not read: ${code}`);
    this.#wish.history.push({ t: "refused", device: this.#wish.name, id, code, retryable });
    if (!retryable) return this.#settle(id);
    this.#inFlight.delete(id);
    this.#window = 1;
    this.#holdUntil = performance.now() + retryAfterMs;
  }

  #settle(id: string): void {
    this.#inFlight.delete(id);
    this.outbox.settle(id);
  }
}

type Refused = Extract<DownMessage, { t: "refused" }>;

function fetcher(url: string): Fetcher {
  return (path, question) => fetch(url + path, question);
}

function doorsOf(url: string) {
  return eitherDoor<RoomId>({
    clock: browserClock,
    onWake: () => () => undefined,
    openSocket: partySockets("room", new URL(url).host, false, new EventTarget()),
    loadPolled: () => Promise.reject(new Error("nothing forbids sockets here")),
  });
}
