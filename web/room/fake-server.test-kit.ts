import { decodeUp } from "#protocol/decode-up.ts";
import type { RoomId } from "#protocol/ids.ts";
import type { SocketCommand } from "#protocol/commands.ts";
import type { DownMessage } from "#protocol/down.ts";
import { refusal, type Refusal } from "#protocol/refusals.ts";
import type { UpMessage } from "#protocol/up.ts";
import { ANN, ModelRoom } from "./model-room.test-kit.ts";
import type { OpenSocket, SocketEvents } from "../line/line.ts";

/** What happens to a command: it is done, done but the answer is lost with the line, or refused. */
export type Fate = "done" | "answer_lost" | "never_arrives" | Refusal | { closeWith: number };

/** One room's server at the other end of every socket of a test. */
export class FakeServer {
  room: ModelRoom;
  isUp = true;
  /** What the network in between does to sockets: refuses them, or opens them and lets nothing through. */
  sockets: "pass" | "refused" | "deaf" = "pass";
  /** What clients have said, in order, over all sockets. */
  readonly said: UpMessage[] = [];
  attempts = 0;
  fate: (command: SocketCommand) => Fate = () => "done";
  answersPings = true;
  renewed: (ticket: string) => void = () => undefined;
  readonly #sockets = new Set<FakeSocket>();
  /** Those who hear the room without a socket. */
  readonly listeners = new Set<(messages: DownMessage[]) => void>();
  /** Frames to clients wait here while they are held back. */
  #held: (() => void)[] | null = null;

  constructor(room = new ModelRoom(3)) {
    this.room = room;
  }

  readonly openSocket: OpenSocket<RoomId> = (_room, ticket, events) => {
    const socket = new FakeSocket(this, ticket, events);
    this.#sockets.add(socket);
    return socket;
  };

  get commands(): SocketCommand[] {
    return this.said.flatMap((message) => (message.t === "command" ? [message.command] : []));
  }

  get hellos(): number[] {
    return this.said.flatMap((message) => (message.t === "hello" ? [message.cursor] : []));
  }

  /** Events that happen in the room, told to everybody who listens. */
  happen(count: number) {
    const from = this.room.log.length + 1;
    this.room.grow(count);
    this.tell([this.room.events(from, this.room.log.length)]);
  }

  tell(messages: DownMessage[]) {
    for (const socket of this.#sockets) if (socket.isListening) this.#deliver(socket, messages);
    for (const listener of this.listeners) listener(messages);
  }

  /** A frame that no room of this version would send. */
  tellRaw(frame: string) {
    for (const socket of this.#sockets) if (socket.isListening) socket.hear(frame);
  }

  hold() {
    this.#held = [];
  }

  /** Lets what was held back go. */
  flush() {
    const held = this.#held ?? [];
    this.#held = null;
    for (const deliver of held) deliver();
  }

  cutAll(code = 1006, reason = "") {
    for (const socket of this.#sockets) socket.end(code, reason);
  }

  receive(socket: FakeSocket, frame: string) {
    const message = decodeUp(frame);
    if (!message.ok) throw new RangeError(`a client said what nobody understands: ${frame}`);
    this.said.push(message.value);
    switch (message.value.t) {
      case "hello":
        socket.isListening = true;
        this.#deliver(socket, this.room.answer(message.value.cursor, message.value.epoch));
        break;
      case "ping":
        if (this.answersPings) this.#deliver(socket, [{ t: "pong", head: this.room.log.length }]);
        break;
      case "command":
        this.#decide(socket, message.value.command);
        break;
      case "renew":
        this.renewed(message.value.ticket);
        break;
      case "typing":
      case "read":
      case "mark":
        break;
    }
  }

  /** A room knows its own: what it has accepted once it does not refuse later. */
  fateOf(command: SocketCommand): Fate {
    const fate = this.fate(command);
    const isKnown = this.room.log.some(({ id }) => id === command.id);
    return isKnown && typeof fate === "object" && "code" in fate ? "done" : fate;
  }

  #decide(socket: FakeSocket, command: SocketCommand) {
    if (command.type !== "message.post") throw new RangeError("this room only talks");
    const fate = this.fateOf(command);
    if (typeof fate === "object") {
      if ("closeWith" in fate) socket.end(fate.closeWith);
      else this.#deliver(socket, [{ t: "refused", id: command.id, ...fate }]);
    } else if (fate === "never_arrives") {
      socket.end(1006);
    } else {
      const { event, repeated } = this.room.post(command.id, command.body, ANN);
      if (fate === "answer_lost") socket.end(1006);
      if (repeated) this.#deliver(socket, [{ t: "accepted", event }]);
      else this.tell([{ t: "events", events: [event] }]);
    }
  }

  #deliver(socket: FakeSocket, messages: DownMessage[]) {
    const deliver = () => socket.hear(JSON.stringify(messages));
    if (this.#held) this.#held.push(deliver);
    else queueMicrotask(deliver);
  }
}

class FakeSocket {
  readonly #server: FakeServer;
  readonly #ticket: () => Promise<string>;
  readonly #events: SocketEvents;
  #at: "closed" | "trying" | "open" = "closed";
  isListening = false;

  constructor(server: FakeServer, ticket: () => Promise<string>, events: SocketEvents) {
    this.#server = server;
    this.#ticket = ticket;
    this.#events = events;
  }

  connect() {
    this.#at = "trying";
    this.#server.attempts += 1;
    void this.#try();
  }

  async #try() {
    try {
      await this.#ticket();
    } catch {
      // As in a browser: no ticket, no socket.
      return this.end(1006);
    }
    if (this.#at !== "trying") return;
    if (!this.#server.isUp || this.#server.sockets === "refused") return this.end(1006);
    this.#at = "open";
    this.#events.opened();
  }

  send(frame: string): boolean {
    if (this.#at !== "open") return false;
    queueMicrotask(() => {
      const isHeard = this.#at === "open" && this.#server.sockets !== "deaf";
      if (isHeard) this.#server.receive(this, frame);
    });
    return true;
  }

  close() {
    this.end(1000);
  }

  end(code: number, reason = "") {
    if (this.#at === "closed") return;
    this.#at = "closed";
    this.isListening = false;
    this.#events.lost(code, reason);
  }

  hear(frame: string) {
    if (this.#at === "open") this.#events.frame(frame);
  }
}

export const LATER = refusal("rate_limited", 1_000);
export const NEVER = refusal("body_too_long");
