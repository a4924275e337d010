import type { HoldLock, OpenChannel } from "./tabs.ts";

/** One browser: locks and channels that all its tabs share. What is posted arrives a microtask later, elsewhere only. */
export class FakeBrowser {
  readonly #queues = new Map<string, Promise<void>>();
  readonly #channels = new Map<string, Set<(message: unknown) => void>>();

  readonly holdLock: HoldLock = async (name, signal, held) => {
    const before = this.#queues.get(name) ?? Promise.resolve();
    const turn = before.then(() => (signal.aborted ? undefined : held()));
    this.#queues.set(name, turn);
    await turn;
  };

  readonly openChannel: OpenChannel = (name, heard) => {
    const hearing = this.#channels.get(name) ?? new Set();
    this.#channels.set(name, hearing.add(heard));
    return {
      post(message) {
        const copy: unknown = structuredClone(message);
        queueMicrotask(() => {
          for (const other of hearing) if (other !== heard) other(copy);
        });
      },
      close: () => hearing.delete(heard),
    };
  };
}
