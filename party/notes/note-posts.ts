import { MAX_NOTE_UPDATE_BYTES } from "#protocol/notes/limits.ts";
import type { RoomLimits } from "#protocol/limits.ts";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import type { Counting } from "../meter/tally.ts";
import { tooFast, type Allowance } from "../object/allowance.ts";
import type { EndedSessions } from "../object/ended-sessions.ts";
import type { BinaryPeer, Clock, PeerMemory } from "../object/ports.ts";
import { SIGNED_OUT } from "../object/signed-out.ts";
import type { Answer, Author } from "../rooms.ts";
import type { AccessDesk } from "./access-desk.ts";
import { NoteSeat } from "./note-seat.ts";
import type { Engine } from "./ports.ts";
import type { UpdateDesk } from "./update-desk.ts";
import { syncFrame } from "./write-frames.ts";

type Desk = {
  clock: Clock;
  limits: RoomLimits;
  allowance: Allowance;
  engine: Engine;
  ended: EndedSessions;
  access: AccessDesk;
  updates: UpdateDesk;
  counts: Counting;
  turn: <T>(act: () => Promise<T>) => Promise<T>;
};

const nobody = () => undefined;

/** Changes that come by request, one in each: looked at, stored and told as those of sockets are. */
export class NotePosts {
  readonly #desk: Desk;
  #posted = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Answers when the change is durable; one that is there already is taken once more. */
  async write(by: Author, update: Uint8Array): Promise<Answer<null>> {
    const answer = await this.#take(by, update);
    if (!answer.ok) this.#desk.counts.add("refusals", `note|${answer.refusal.code}`);
    return answer;
  }

  async #take(by: Author, update: Uint8Array): Promise<Answer<null>> {
    if (update.length > MAX_NOTE_UPDATE_BYTES) return no("frame_too_large");
    const { allowance, clock, limits, access, ended, turn } = this.#desk;
    // Each asks the room; what was typed meanwhile comes together in the next.
    const rate = { burst: limits.pollBurst, perSecond: limits.pollsPerSecond };
    const taken = allowance.take(`post ${by.person}`, rate, clock.now());
    if (!taken.ok) return tooFast(taken.waitMs);
    access.look();
    const may = await access.of(by);
    if (!may.ok) return may;
    return turn(async () =>
      // It may have waited for its turn while its session was ended.
      ended.has(by.session) ? SIGNED_OUT : this.#store(by, update, may.value.mayWrite),
    );
  }

  /** It has a line of its own for as long as that takes, over which nothing is heard. */
  async #store(by: Author, update: Uint8Array, mayWrite: boolean): Promise<Answer<null>> {
    const { clock, engine, updates } = this.#desk;
    const now = clock.now();
    // Nothing may be missing: whoever is out of step asks what they lack, and waits for the answer.
    const note = { mayWrite, askedAt: now, sent: 0, hasAnswered: true, isWaiting: false };
    this.#posted += 1;
    const memory: PeerMemory = {
      ...by,
      sessionExpiresAt: now,
      standing: "admitted",
      note: { ...note, awareness: null },
    };
    const seat = new NoteSeat(peerWith(`post ${this.#posted}`, memory), nobody, nobody);
    await engine.join(seat.line);
    const code = await updates.take(seat, update, syncFrame("update", update));
    engine.leave(seat.line);
    return code === null ? { ok: true, value: null } : no(code);
  }
}

/** Nothing is said to whoever only asks. */
function peerWith(id: string, memory: PeerMemory): BinaryPeer {
  return { id, memory, remember: nobody, send: nobody, sendBytes: nobody, close: nobody };
}

function no(code: RefusalCode): Answer<never> {
  return { ok: false, refusal: refusal(code) };
}
