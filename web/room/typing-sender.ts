import { TYPING_EVERY_MS, TYPING_IDLE_MS } from "#protocol/limits.ts";
import type { TypingSignal } from "#protocol/typing.ts";
import type { Clock } from "../clock.ts";

type TypingSenderDeps = {
  clock: Clock;
  /** Whether this person wants it to be told. */
  mayTell: () => boolean;
  send: (signal: TypingSignal) => void;
};

/** The message under which it is typed; undefined: the room itself. */
type Thread = number | undefined;

/** Decides when this person's keys are worth a signal. One types in one place at a time: the newest. */
export class TypingSender {
  readonly #deps: TypingSenderDeps;
  /** Where keys move, and whether that was told. */
  #at: { thread: Thread; isTold: boolean } | null = null;
  /** When it was told last, by place. */
  readonly #toldAt = new Map<Thread, number>();
  #stopIdle: (() => void) | null = null;

  constructor(deps: TypingSenderDeps) {
    this.#deps = deps;
  }

  /** `text` is what others will read, so far: nothing of it ends the typing there. */
  typed(text: string, thread?: number) {
    if (text.trim() === "" || !this.#deps.mayTell()) return this.stopped(thread);
    if (this.#at?.thread !== thread) this.#end();
    this.#at ??= { thread, isTold: false };
    this.#stopIdle?.();
    this.#stopIdle = this.#deps.clock.setTimer(TYPING_IDLE_MS, () => this.#end());
    this.#tell(this.#at);
  }

  /** The box there is empty, left, closed or sent. */
  stopped(thread?: number) {
    if (this.#at?.thread === thread) this.#end();
  }

  /** The room is left. */
  close() {
    this.#end();
  }

  #tell(at: { thread: Thread; isTold: boolean }) {
    const now = this.#deps.clock.now();
    // The pause holds over "stopped": whoever goes on typing is shown again, never faster.
    for (const [thread, toldAt] of this.#toldAt)
      if (now - toldAt >= TYPING_EVERY_MS) this.#toldAt.delete(thread);
    if (this.#toldAt.has(at.thread)) return;
    this.#toldAt.set(at.thread, now);
    at.isTold = true;
    this.#send(true, at.thread);
  }

  #end() {
    this.#stopIdle?.();
    this.#stopIdle = null;
    const at = this.#at;
    this.#at = null;
    if (at?.isTold) this.#send(false, at.thread);
  }

  #send(on: boolean, thread: Thread) {
    this.#deps.send({ on, ...(thread !== undefined && { thread }) });
  }
}
