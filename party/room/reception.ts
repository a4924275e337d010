import { CLOSE } from "#protocol/close-codes.ts";
import { decodeUp } from "#protocol/decode.ts";
import type { DownMessage } from "#protocol/down.ts";
import type { SocketCommand } from "#protocol/commands.ts";
import type { CommandId } from "#protocol/ids.ts";
import { refusal, type Refusal } from "#protocol/refusals.ts";
import type { TypingSignal } from "#protocol/typing.ts";
import type { Hello } from "#protocol/up.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import type { Allowance } from "../object/allowance.ts";
import { catchUp, welcome } from "./catch-up.ts";
import type { Waiting } from "./command-desk.ts";
import { tell } from "./fan-out.ts";
import type { Journal } from "./journal.ts";
import type { Clock, Peer } from "../object/ports.ts";
import type { Tickets } from "./ports.ts";
import { objectionToEntering } from "./permissions.ts";
import type { RoomArchive } from "./room-archive.ts";
import { dismiss, dismissalOf, hasGreeted, isExpired } from "../object/standing.ts";
import type { Turns } from "../object/turns.ts";

type Desk = {
  journal: Journal;
  archive: RoomArchive;
  tickets: Tickets;
  clock: Clock;
  turns: Turns;
  allowance: Allowance;
};

/** What a frame may lead to in the room. */
type Room = {
  queue(waiting: Waiting): void;
  startedAnew(peer: Peer): void;
  greeted(peer: Peer): void;
  isOver(session: string): boolean;
  saidBack(peer: Peer, n: number): void;
  here(): DownMessage;
  typed(peer: Peer, signal: TypingSignal): void;
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
    const { allowance, clock, journal } = this.#desk;
    const now = clock.now();
    if (isExpired(peer, now)) return dismiss(peer, CLOSE.session, "session over");
    const budget = allowance.frame(peer.id, now);
    if (!budget.ok) return dismiss(peer, CLOSE.tooMany, "too many frames");
    const decoded = decodeUp(raw);
    if (!decoded.ok) {
      refuse(peer, decoded.id, refusal(decoded.code));
      if (decoded.code === "frame_too_large") dismiss(peer, CLOSE.frameTooLarge, "frame too large");
      return;
    }
    const message = decoded.value;
    switch (message.t) {
      case "hello":
        return this.#hello(peer, message);
      case "command":
        return this.#command(peer, message.command);
      case "typing":
        if (hasGreeted(peer) && allowance.signal(peer.id, now).ok) this.#room.typed(peer, message);
        return;
      case "renew":
        return this.#renew(peer, message.ticket);
      case "mark":
        return this.#room.saidBack(peer, message.n);
      case "ping":
        return tell(peer, [{ t: "pong", head: journal.head }]);
    }
  }

  async #hello(peer: Peer, hello: Hello): Promise<void> {
    if (hello.version !== PROTOCOL_VERSION)
      return dismiss(peer, CLOSE.version, "version not spoken here");
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
      tell(peer, [this.#room.here()]);
    });
  }

  #command(peer: Peer, command: SocketCommand): void {
    // Whoever has not said hello would not hear what became of it. One whose hello waits will: what it says now waits behind that, and
    // must not be refused, or the first thing that comes after the answer would go ahead of it (contract C6).
    const mayHear = hasGreeted(peer) || this.#greeting.has(peer.id);
    if (!mayHear) return refuse(peer, command.id, refusal("held_back"));
    this.#room.queue({
      command,
      by: peer.memory,
      line: peer.id,
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
    if (!claims || !isTheirs) return refuse(peer, null, refusal("ticket_invalid"));
    const { name, role, session, sessionExpiresAt, editWindowMs } = claims;
    peer.remember({ ...peer.memory, name, role, session, sessionExpiresAt, editWindowMs });
    tell(peer, [{ t: "renewed", expiresAt: sessionExpiresAt }]);
  }
}

function refuse(
  peer: Peer,
  id: CommandId | null,
  { code, retryable, retryAfterMs }: Refusal,
): void {
  const after = retryAfterMs === undefined ? {} : { retryAfterMs };
  tell(peer, [{ t: "refused", id, code, retryable, ...after }]);
}
