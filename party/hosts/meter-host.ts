import { readEnv } from "../env.ts";
import type { InternalRequest } from "../internal/door.ts";
import { log } from "../log.ts";
import { answerMeter } from "../meter/answer-meter.ts";
import { Meter } from "../meter/meter.ts";
import { asPartOf } from "../request-id.ts";
import { systemClock } from "./system-clock.ts";
import { roomStorage, type KeyValueStorage } from "./room-storage.ts";

/** The meter with the world that its host brings. */
export class MeterHost {
  readonly #env: unknown;
  readonly #storage: KeyValueStorage;
  #awake: Promise<Meter> | null = null;

  constructor(place: { env: unknown; storage: KeyValueStorage }) {
    this.#env = place.env;
    this.#storage = place.storage;
  }

  answer(request: InternalRequest): Promise<Response> {
    return asPartOf(request, async () => {
      try {
        const { INTERNAL_SECRET } = readEnv(this.#env);
        return await answerMeter(request, INTERNAL_SECRET, () => this.#ready());
      } catch (error) {
        this.#failed(error);
        return new Response(null, { status: 500 });
      }
    });
  }

  /** A failed wake-up is tried again by the next caller. */
  #ready(): Promise<Meter> {
    this.#awake ??= Meter.open({
      storage: roomStorage(this.#storage, (error) => this.#failed(error)),
      clock: systemClock,
    }).catch((error: unknown) => {
      this.#awake = null;
      throw error;
    });
    return this.#awake;
  }

  /** What is in memory may not be in storage: the next caller finds a meter that was read anew. */
  #failed(error: unknown): void {
    log.failure("meter.failed", error);
    this.#awake = null;
  }
}
