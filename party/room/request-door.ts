import type { RoomCommand } from "#protocol/commands.ts";
import { tooFast, type Allowance } from "../object/allowance.ts";
import type { EndedSessions } from "../object/ended-sessions.ts";
import type { Clock } from "../object/ports.ts";
import type { Answer, Author, Done, ListenQuery } from "../rooms.ts";
import { refusal } from "#protocol/refusals.ts";
import type { Journal } from "./journal.ts";
import type { Waiting } from "./command-desk.ts";
import { isOfTheServer } from "./permissions.ts";
import type { Polls } from "./polls.ts";
import { SIGNED_OUT } from "../object/signed-out.ts";

type Desk = {
  journal: Journal;
  clock: Clock;
  allowance: Allowance;
  ended: EndedSessions;
  polls: Polls;
  queue: (waiting: Waiting) => void;
};

/** It will be there in a moment: whoever hears that it does not exist would not come back. */
const RESTORING = { ok: false, refusal: refusal("unavailable") } as const;

/** The way in by requests: for who has no socket, for bots, and for the server itself. */
export class RequestDoor {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  command(by: Author, command: RoomCommand): Promise<Answer<Done>> {
    const { ended, allowance, clock, queue } = this.#desk;
    if (ended.has(by.session)) return Promise.resolve(SIGNED_OUT);
    if (this.#desk.journal.restoring) return Promise.resolve(RESTORING);
    const at = clock.now();
    // What a socket may say in frames; repeats cost a read, and no other limit holds them.
    const taken = isOfTheServer(command) ? null : allowance.frame(by.person, at);
    if (taken && !taken.ok) return Promise.resolve(tooFast(taken.waitMs));
    return new Promise((answer) => queue({ command, by, line: null, at, answer }));
  }

  listen(by: Author, query: ListenQuery): Promise<Answer<string[]>> {
    const { ended, polls, journal } = this.#desk;
    if (journal.restoring) return Promise.resolve(RESTORING);
    return ended.has(by.session) ? Promise.resolve(SIGNED_OUT) : polls.listen(by, query);
  }
}
