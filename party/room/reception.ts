import { CLOSE } from "#protocol/close-codes.ts";
import { decodeUp } from "#protocol/decode-up.ts";
import type { DownMessage } from "#protocol/down.ts";
import type { SocketCommand } from "#protocol/commands.ts";
import { refusal } from "#protocol/refusals.ts";
import type { TypingSignal } from "#protocol/typing.ts";
import type { Hello } from "#protocol/up.ts";
import { isSpoken } from "#protocol/version.ts";
import type { Allowance } from "../object/allowance.ts";
import { catchUp, welcome } from "./catch-up.ts";
import type { Waiting } from "./command-desk.ts";
import { tell } from "./fan-out.ts";
import type { Counting } from "../meter/tally.ts";
import type { Journal } from "./journal.ts";
import type { NoteDoor } from "./note-door.ts";
import { heard, refuse, renew } from "../object/heard.ts";
import type { Clock, Peer } from "../object/ports.ts";
import type { Seats } from "../object/seats.ts";
import type { Tickets } from "./ports.ts";
import { objectionToEntering } from "./permissions.ts";
import type { RoomArchive } from "./room-archive.ts";
import { dismiss, dismissalOf, hasGreeted } from "../object/standing.ts";
import type { Turns } from "../object/turns.ts";

type Desk = {
  journal: Journal;
  archive: RoomArchive;
  note: NoteDoor;
  tickets: Tickets;
  clock: Clock;
  turns: Turns;
  allowance: Allowance;
  seats: Seats;
  counts: Counting;
};

/** What a frame may lead to in the room. */
type Room = {
  queue(waiting: Waiting): void;
  startedAnew(peer: Peer): void;
  greeted(peer: Peer): void;
  isOver(session: string): boolean;
  here(): DownMessage;
  typed(peer: Peer, signal: TypingSignal): void;
  read(peer: Peer, seq: number): void;
};

/** The room's door for sockets: reads each frame, and answers or hands it on. Nothing here decides. */
export class Reception {
  readonly #desk: Desk;
  readonly #room: Room;
  /** Sockets whose hello waits for its turn. */
  readonly #greeting = new Set<string>();

  constructor(desk: Desk, room: Room) {
    this.#desk = desk;
    this.#room = room;
  }

  async receive(peer: Peer, raw: unknown): Promise<void> {
    const { seats, allowance, clock, journal, counts } = this.#desk;
    const now = clock.now();
    const said = heard(peer, raw, {
      seats,
      allowance,
      now,
      decode: decodeUp,
      refused: (code) => counts.add("refusals", `room|${code}`),
    });
    if (!said) return;
    const { seat, message } = said;
    switch (message.t) {
      case "hello":
        return this.#hello(seat, message);
      case "command":
        return this.#command(seat, message.command, now);
      case "typing":
        if (hasGreeted(seat) && allowance.signal(seat.id, now).ok) this.#room.typed(seat, message);
        return;
      case "read":
        if (hasGreeted(seat) && allowance.signal(seat.id, now).ok)
          this.#room.read(seat, message.seq);
        return;
      case "renew":
        return this.#renew(seat, message.ticket);
      case "mark":
        return seat.saidBack(message.n);
      case "ping":
        return tell(seat, [{ t: "pong", head: journal.head }]);
    }
  }

  async #hello(peer: Peer, hello: Hello): Promise<void> {
    if (!isSpoken(hello.version)) return dismiss(peer, CLOSE.version, "version not spoken here");
    const { allowance, clock } = this.#desk;
    const budget = allowance.entry("hello", peer.memory.person, clock.now());
    // Not refused: without its answer a client has nothing to go on with, and it knows how to come back slowly.
    if (!budget.ok) return dismiss(peer, CLOSE.tooMany, "too many hellos");
    this.#room.startedAnew(peer);
    this.#greeting.add(peer.id);
    try {
      await this.#greet(peer, hello);
    } finally {
      this.#greeting.delete(peer.id);
    }
  }

  async #greet(peer: Peer, hello: Hello): Promise<void> {
    // In one turn with reading the head, so that nothing falls between what is caught up and what is live.
    await this.#desk.turns.take(async () => {
      const objection = objectionToEntering(this.#desk.journal.state, peer.memory);
      if (objection) return dismiss(peer, CLOSE.notMember, objection);
      const { journal, archive } = this.#desk;
      const frames = await catchUp(journal, hello);
      const { person: id, name } = peer.memory;
      const greeting = welcome(journal, { id, name }, archive.state);
      peer.send(`[${[JSON.stringify(greeting), ...frames.slice(0, 1)].join(",")}]`);
      for (const frame of frames.slice(1)) peer.send(`[${frame}]`);
      if (dismissalOf(peer) !== null) return;
      if (!hasGreeted(peer)) peer.remember({ ...peer.memory, standing: "greeted" });
      this.#room.greeted(peer);
      tell(peer, [this.#room.here(), ...this.#desk.note.now()]);
    });
  }

  #command(peer: Peer, command: SocketCommand, at: number): void {
    // Whoever has not said hello would not hear what became of it. One whose hello waits will: what it says now waits behind that, and
    // must not be refused, or the first thing that comes after the answer would go ahead of it (contract C6).
    const mayHear = hasGreeted(peer) || this.#greeting.has(peer.id);
    if (!mayHear) {
      this.#desk.counts.add("refusals", "room|held_back");
      return refuse(peer, command.id, refusal("held_back"));
    }
    this.#room.queue({
      command,
      by: peer.memory,
      line: peer.id,
      at,
      answer: (answer) => {
        if (!answer.ok) refuse(peer, command.id, answer.refusal);
        else if (answer.value.repeated) {
          tell(
            peer,
            answer.value.events.map((event) => ({ t: "accepted", event })),
          );
        }
      },
    });
  }

  async #renew(peer: Peer, ticket: string): Promise<void> {
    const claims = await this.#desk.tickets.check(ticket, this.#desk.journal.room);
    // A ticket of somebody else's must not turn this socket into theirs.
    const isTheirs = claims?.person === peer.memory.person && !this.#room.isOver(claims.session);
    renew(peer, isTheirs ? claims : null);
  }
}
