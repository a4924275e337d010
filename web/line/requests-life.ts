import type { SocketEvents } from "./line.ts";

/** What a line that is made of requests has of a socket: it opens a moment after it is asked to, and ends once. */
export class RequestsLife {
  readonly #events: SocketEvents;
  #life: AbortController | null = null;
  #isOpen = false;

  constructor(events: SocketEvents) {
    this.#events = events;
  }

  begin(): void {
    const life = new AbortController();
    this.#life = life;
    // As a socket does, it opens later than it is asked to.
    queueMicrotask(() => {
      if (this.#life !== life) return;
      this.#isOpen = true;
      this.#events.opened();
    });
  }

  /** Of an open line, for its requests: it is aborted when the line ends. Null before and after. */
  get signal(): AbortSignal | null {
    return this.#isOpen && this.#life ? this.#life.signal : null;
  }

  /** Ends an attempt, opened or not; where there is none, nothing happens. `forget` is called before anybody is told. */
  end(code: number, forget: () => void): void {
    const life = this.#life;
    if (!life) return;
    this.#life = null;
    this.#isOpen = false;
    life.abort();
    forget();
    this.#events.lost(code);
  }
}
