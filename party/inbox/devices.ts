import { CLOSE } from "#protocol/close-codes.ts";
import type { InboxCommand } from "#protocol/inbox/commands.ts";
import { decodeInboxUp } from "#protocol/inbox/decode.ts";
import type { InboxHello } from "#protocol/inbox/frames.ts";
import { refusal } from "#protocol/refusals.ts";
import type { PersonId } from "#protocol/ids.ts";
import { isSpoken, PROTOCOL_VERSION } from "#protocol/version.ts";
import type { Allowance } from "../object/allowance.ts";
import type { EndedSessions } from "../object/ended-sessions.ts";
import { heard, refuse, renew } from "../object/heard.ts";
import type { Clock, Peer } from "../object/ports.ts";
import type { Counting } from "../meter/tally.ts";
import type { Seats } from "../object/seats.ts";
import type { SocketSeat } from "../object/socket-seat.ts";
import { dismiss, hasGreeted } from "../object/standing.ts";
import type { Turns } from "../object/turns.ts";
import type { Answer } from "../rooms.ts";
import { catchUpFrames, frameOf } from "./changes-frames.ts";
import type { DeviceSays } from "./device-status.ts";
import type { InboxLog } from "./inbox-log.ts";
import type { Listeners } from "./listeners.ts";
import type { InboxPresence } from "./presence.ts";
import type { InboxWorld } from "./ports.ts";

type Desk = {
  person: PersonId;
  clock: Clock;
  tickets: InboxWorld["tickets"];
  log: InboxLog;
  turns: Turns;
  allowance: Allowance;
  ended: EndedSessions;
  seats: Seats;
  listeners: Listeners;
  counts: Counting;
  presence: InboxPresence;
  obey(command: InboxCommand): Promise<Answer<null>>;
  /** Somebody is there, and nobody was before. */
  arrived(): void;
  /** A device has shown that this session goes on. */
  isInUse(session: string): void;
};

/** An inbox's door for a person's devices: reads each frame, and answers or hands it on. */
export class Devices {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async receive(peer: Peer, raw: unknown): Promise<void> {
    const { seats, allowance, clock, log, counts } = this.#desk;
    const now = clock.now();
    const said = heard(peer, raw, {
      seats,
      allowance,
      now,
      decode: decodeInboxUp,
      refused: (code) => counts.add("refusals", `inbox|${code}`),
    });
    if (!said) return;
    const { seat, message } = said;
    switch (message.t) {
      case "hello":
        return this.#hello(seat, message);
      case "command":
        return this.#command(seat, message.command);
      case "status":
        return this.#status(seat, message);
      case "watch":
        return this.#watch(seat, message.people);
      case "renew":
        return this.#renew(seat, message.ticket);
      case "mark":
        return seat.saidBack(message.n);
      case "ping":
        return seat.send(frameOf({ t: "pong", head: log.head }));
    }
  }

  async #hello(seat: SocketSeat, { version, epoch, cursor }: InboxHello): Promise<void> {
    if (!isSpoken(version)) return dismiss(seat, CLOSE.version, "version not spoken here");
    const { allowance, clock, turns, log, listeners } = this.#desk;
    const budget = allowance.entry("hello", seat.memory.session, clock.now());
    if (!budget.ok) return dismiss(seat, CLOSE.tooMany, "too many hellos");
    const wereThere = listeners.areThere;
    // In one turn with reading the head, so that nothing falls between what is caught up and what is live.
    await turns.take(() => {
      const isAnew = log.isAnewFor({ epoch, cursor });
      seat.greetingBegins();
      const { epoch: now, head } = log;
      seat.send(frameOf({ t: "welcome", version: PROTOCOL_VERSION, epoch: now, head }));
      for (const changes of catchUpFrames(log, isAnew ? 0 : cursor, isAnew))
        seat.send(frameOf(changes));
      seat.greetingEnds();
      if (!hasGreeted(seat)) seat.remember({ ...seat.memory, standing: "greeted" });
      return Promise.resolve();
    });
    if (!wereThere) this.#desk.arrived();
  }

  async #command(seat: SocketSeat, command: InboxCommand): Promise<void> {
    // Whoever has not said hello would not hear what became of it.
    if (!hasGreeted(seat)) return refuse(seat, command.id, refusal("held_back"));
    const answer = await this.#desk.obey(command);
    if (answer.ok) seat.send(frameOf({ t: "done", id: command.id }));
    else {
      this.#desk.counts.add("refusals", `inbox|${answer.refusal.code}`);
      refuse(seat, command.id, answer.refusal);
    }
  }

  #status(seat: SocketSeat, { is, watching }: DeviceSays): void {
    if (hasGreeted(seat)) this.#desk.presence.say(seat, { is, watching });
  }

  async #watch(seat: SocketSeat, people: readonly PersonId[]): Promise<void> {
    const { allowance, clock, presence } = this.#desk;
    // As all signals, too many of them are dropped.
    if (!hasGreeted(seat) || !allowance.signal(seat.id, clock.now()).ok) return;
    await presence.watch(seat, people);
  }

  async #renew(seat: SocketSeat, ticket: string): Promise<void> {
    const { tickets, person, ended } = this.#desk;
    const claims = await tickets.check(ticket, person);
    const isTheirs = claims?.person === person && !ended.has(claims.session);
    renew(seat, isTheirs ? claims : null);
    if (isTheirs) this.#desk.isInUse(claims.session);
  }
}
