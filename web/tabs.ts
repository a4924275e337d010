/** How the tabs of one browser reach each other. Messages are anything that can be cloned, and are not trusted. */
export type Channel = { post(message: unknown): void; close(): void };
export type OpenChannel = (name: string, heard: (message: unknown) => void) => Channel;

/** Runs `held` while this tab alone holds `name`; waits for its turn until `signal` ends the wait. */
export type HoldLock = (
  name: string,
  signal: AbortSignal,
  held: () => Promise<void>,
) => Promise<void>;

export const browserChannel: OpenChannel = (name, heard) => {
  // Without the means to talk, each tab is alone: it still sends what is written in it.
  if (typeof BroadcastChannel === "undefined")
    return { post: () => undefined, close: () => undefined };
  const channel = new BroadcastChannel(name);
  channel.addEventListener("message", (event: MessageEvent<unknown>) => heard(event.data));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel never leaves its origin
    post: (message) => channel.postMessage(message),
    close: () => channel.close(),
  };
};

export const browserLock: HoldLock = async (name, signal, held) => {
  // Plain http on a local network has no locks. Two tabs may then send the same command, which adds nothing.
  if (!("locks" in navigator)) return await held();
  try {
    await navigator.locks.request(name, { signal }, held);
  } catch {
    // The wait has ended with the tab, or this browser forbids locks here: as without them.
    if (!signal.aborted) await held();
  }
};
