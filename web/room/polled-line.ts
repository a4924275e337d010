import { CLOSE } from "#protocol/close-codes.ts";
import type { SocketCommand } from "#protocol/commands.ts";
import { decodeUp } from "#protocol/decode-up.ts";
import { decodeDown } from "#protocol/decode.ts";
import type { DownMessage } from "#protocol/down.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";
import type { TypingSignal } from "#protocol/typing.ts";
import type { Answer } from "../answer.ts";
import type { Clock } from "../clock.ts";
import { asCommandRefused, closeCodeFor, refusedAs } from "./polled-refusals.ts";
import { ABNORMAL, type OpenSocket, type LineSocket, type SocketEvents } from "../line/line.ts";
import { pause } from "../line/pause.ts";
import { RequestsLife } from "../line/requests-life.ts";

/** How long the room may hold a question back for want of news, in seconds (docs/protocol.md, "Without a socket"). */
export const LONG_WAIT_S = 25;
/** An answer without news that comes sooner than it had to is not asked for again at once. */
export const RESTLESS_MS = 1_000;

/** Where a reader is: the room's epoch and the last number it has. */
export type Place = { epoch: string | null; after: number };

/** The room's door for those without a socket. Nothing throws; an aborted request answers anything. */
export type RoomRequests = {
  /** What the room says to a reader at this place: at once, or within `wait` seconds. */
  hear(room: RoomId, place: Place, wait: number, signal: AbortSignal): Promise<Answer<unknown[]>>;
  command(room: RoomId, command: SocketCommand, signal: AbortSignal): Promise<Answer<Commanded>>;
  typing(room: RoomId, typing: TypingSignal, signal: AbortSignal): Promise<unknown>;
  read(room: RoomId, seq: number, signal: AbortSignal): Promise<unknown>;
};

export type Commanded = { event: RoomEvent; repeated: boolean };

/** A room heard by asking again and again (contract C16). It looks like a socket, and its frames are a socket's. */
export function polledRooms(requests: RoomRequests, clock: Clock): OpenSocket<RoomId> {
  return (room, _ticket, events) => new PolledLine({ requests, clock, room, events });
}

type LineDeps = { requests: RoomRequests; clock: Clock; room: RoomId; events: SocketEvents };

class PolledLine implements LineSocket {
  readonly #deps: LineDeps;
  readonly #life: RequestsLife;
  #question: AbortController | null = null;
  #place: Place = { epoch: null, after: 0 };
  /** The epoch that the answer to the last hello has named. */
  #heardEpoch: string | null = null;
  #posting: Promise<void> = Promise.resolve();
  readonly #onTheirWay = new Set<string>();

  constructor(deps: LineDeps) {
    this.#deps = deps;
    this.#life = new RequestsLife(deps.events);
  }

  connect() {
    this.#life.begin();
  }

  send(frame: string): boolean {
    const { signal } = this.#life;
    if (!signal) return false;
    const said = decodeUp(frame);
    if (!said.ok) throw new RangeError(`our own frame is not understood: ${said.code}`);
    const up = said.value;
    switch (up.t) {
      case "hello":
        this.#place = { epoch: up.epoch, after: up.cursor };
        this.#heardEpoch = null;
        void this.#listen();
        break;
      case "ping":
        // Whether somebody is there is said by an answer that does not wait.
        void this.#listen();
        break;
      case "command":
        this.#post(up.command, signal);
        break;
      case "typing": {
        const { t: _, ...typing } = up;
        void this.#deps.requests.typing(this.#deps.room, typing, signal);
        break;
      }
      case "read":
        void this.#deps.requests.read(this.#deps.room, up.seq, signal);
        break;
      case "renew":
      case "mark":
        // Each request brings its own session, and no request is written into without being read.
        break;
    }
    return true;
  }

  close() {
    this.#end(CLOSE.normal);
  }

  /** Asks at the present place: at once, and then for whatever happens. Ends the question that is out. */
  async #listen(): Promise<void> {
    this.#question?.abort();
    const question = new AbortController();
    this.#question = question;
    const { requests, room, clock } = this.#deps;
    for (let wait = 0; !question.signal.aborted; wait = LONG_WAIT_S) {
      const { after } = this.#place;
      const askedAt = clock.now();
      const answer = await requests.hear(room, this.#place, wait, question.signal);
      if (question.signal.aborted) return;
      if (!answer.ok) return this.#end(closeCodeFor(answer.code));
      this.#take(answer.value);
      const isRestless = wait > 0 && clock.now() - askedAt < RESTLESS_MS;
      if (isRestless && this.#place.after === after)
        await pause(clock, RESTLESS_MS, question.signal);
    }
  }

  #take(heard: unknown[]) {
    const frame = JSON.stringify(heard);
    const messages = decodeDown(frame);
    // Whatever was not understood must be asked for again, from where the reader then is.
    if (!messages || !this.#isSameRoom(messages)) return this.#end(ABNORMAL);
    for (const message of messages) this.#follow(message);
    this.#deps.events.frame(frame);
  }

  /** A room that has lost its storage since the hello is another one: its reader has to be told so by a new hello. */
  #isSameRoom(messages: readonly DownMessage[]): boolean {
    return messages.every(
      (message) =>
        message.t !== "welcome" || this.#heardEpoch === null || this.#heardEpoch === message.epoch,
    );
  }

  #follow(message: DownMessage) {
    const { epoch, after } = this.#place;
    if (message.t === "welcome") {
      this.#heardEpoch = message.epoch;
      // A reader of nothing takes the room as it is; any other keeps its own until it has the snapshot.
      if (after === 0) this.#place = { epoch: message.epoch, after };
    } else if (message.t === "snapshot") {
      this.#place = { epoch: message.epoch, after: message.seq };
    } else if (message.t === "events") {
      this.#place = { epoch, after: Math.max(after, message.events.at(-1)?.seq ?? 0) };
    }
  }

  /** One after the other: two requests at a time have no order. */
  #post(command: SocketCommand, signal: AbortSignal) {
    if (this.#onTheirWay.has(command.id)) return;
    this.#onTheirWay.add(command.id);
    this.#posting = this.#posting.then(() => this.#postNow(command, signal));
  }

  async #postNow(command: SocketCommand, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const answer = await this.#deps.requests.command(this.#deps.room, command, signal);
    if (signal.aborted) return;
    this.#onTheirWay.delete(command.id);
    if (answer.ok) {
      const { event, repeated } = answer.value;
      // What is new comes to every reader as an event, this one included. Told here it could come out of order.
      if (repeated) this.#say({ t: "accepted", event });
      return;
    }
    const code = asCommandRefused(answer.code);
    if (code === null) return this.#end(closeCodeFor(answer.code));
    this.#say({ t: "refused", id: command.id, ...refusedAs(code, answer.retryAfterMs) });
  }

  #say(message: DownMessage) {
    this.#deps.events.frame(JSON.stringify([message]));
  }

  #end(code: number) {
    this.#life.end(code, () => {
      this.#onTheirWay.clear();
      this.#posting = Promise.resolve();
      this.#question?.abort();
      this.#question = null;
    });
  }
}
