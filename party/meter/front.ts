import { mostHashesWaiting } from "../auth/passwords.ts";
import { EVERY_MS, GATHER_MS, Handover } from "./handover.ts";
import type { Delta } from "./delta.ts";
import type { Counting } from "./tally.ts";

/** A request that its client has cancelled may never hand over what it was about to: then another one does, after this. */
const LENT_FOR_MS = EVERY_MS + 20_000;

/**
 * What one process of the front has counted: of the API, and of those who knock. It has no turns of its own, so that one of its requests
 * stays for a while behind its answer and hands over what all have counted until then.
 */
class Front {
  #handover: Handover | null = null;
  #handedAt = Number.NEGATIVE_INFINITY;
  #lentAt = Number.NEGATIVE_INFINITY;

  get counts(): Counting {
    return this.#ready().tally;
  }

  /** To be waited for behind an answer. Never throws. */
  async settle(send: (delta: Delta) => Promise<boolean>): Promise<void> {
    const now = Date.now();
    if (this.#ready().tally.isEmpty || now - this.#lentAt < LENT_FOR_MS) return;
    this.#lentAt = now;
    const wait = Math.max(GATHER_MS, this.#handedAt + EVERY_MS - now);
    await new Promise((resolve) => setTimeout(resolve, wait));
    this.#lentAt = Number.NEGATIVE_INFINITY;
    await this.hand(send);
  }

  /** All that was counted until now, without a wait. Never throws. */
  async hand(send: (delta: Delta) => Promise<boolean>): Promise<void> {
    this.#handedAt = Date.now();
    await this.#ready().hand(send);
  }

  /** Made with the first request, because a module that is loaded has neither time nor chance yet. */
  #ready(): Handover {
    this.#handover ??= newHandover(crypto.randomUUID().slice(0, 16));
    return this.#handover;
  }
}

/** There is one in each process: what is counted are plain numbers, and no request waits for another's. */
export const front = new Front();

function newHandover(name: string): Handover {
  return new Handover({
    party: "worker",
    clock: { now: () => Date.now(), after: () => () => undefined },
    object: () => Promise.resolve(name),
    facts: () => ({
      connections: 0,
      archiveSince: null,
      hashesWaiting: mostHashesWaiting(),
      storedBytes: null,
    }),
    // What is sent, is sent by a request.
    send: () => Promise.resolve(false),
  });
}
