import type { HoldLock } from "../tabs.ts";

type Deps = {
  holdLock: HoldLock;
  /** One name for all tabs that send the same. */
  name: string;
  /** It is this tab's turn, until `signal` is aborted. */
  begin: (signal: AbortSignal) => Promise<void>;
};

/** Of all tabs one sends at a time, and the next one when that has left. */
export class SendingTurn {
  readonly #deps: Deps;
  #own: AbortController | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Gets in line, unless this tab has already. */
  wait() {
    if (this.#own) return;
    const { signal } = (this.#own = new AbortController());
    void this.#deps.holdLock(this.#deps.name, signal, () => this.#hold(signal));
  }

  /** Leaves the turn, or the line for it, to others. */
  leave() {
    this.#own?.abort();
    this.#own = null;
  }

  async #hold(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await this.#deps.begin(signal);
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }
}
