import type { HoldLock } from "../tabs.ts";

type Deps = {
  holdLock: HoldLock;
  /** One name for all tabs that send the same. */
  name: string;
  /** It is this tab's turn, until `signal` is aborted. */
  begin: (signal: AbortSignal) => Promise<void>;
};

/** Of all tabs one sends at a time, and the next one when that has left. */
export type SendingTurn = {
  /** Gets in line, unless this tab is in it. */
  wait(): void;
  /** Leaves the turn, or the line for it, to others. */
  leave(): void;
};

export function sendingTurn({ holdLock, name, begin }: Deps): SendingTurn {
  let own: AbortController | null = null;
  return {
    wait() {
      if (own) return;
      own = new AbortController();
      const { signal } = own;
      void holdLock(name, signal, async () => {
        await begin(signal);
        if (!signal.aborted) await new Promise((end) => signal.addEventListener("abort", end));
      });
    },
    leave() {
      own?.abort();
      own = null;
    },
  };
}
