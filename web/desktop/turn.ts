import { onUse } from "../presence/uses.ts";

const LOCK = "parley-desktop";

/** Whether it is this tab that tells what the whole browser tells. */
export type Turn = { isMine(): boolean; end(): void };

/**
 * One tab of a browser tells of news: the one that was used last, because it knows best what was looked at, and may make a sound. It
 * goes to another when that one is used or this one closes. `taken` is called when it is this tab's turn.
 */
export function takeTurns(taken: () => void): Turn {
  // Plain http on a local network has no locks, and no notifications either.
  if (!("locks" in navigator)) return { isMine: () => true, end: () => undefined };
  let isMine = false;
  let isStealing = false;
  /** The last request of this tab: what becomes of those before it does not matter any more. */
  let last: object | null = null;
  let stopWaiting = new AbortController();
  let letGo = () => {};

  const ask = async (how: LockOptions) => {
    const mine = (last = {});
    const hold = () =>
      new Promise<void>((resolve) => {
        if (last !== mine) return resolve();
        [isMine, isStealing, letGo] = [true, false, resolve];
        taken();
      });
    try {
      await navigator.locks.request(LOCK, how, hold);
    } catch (error) {
      if (last !== mine) return;
      [isMine, isStealing] = [false, false];
      // Another tab is used now: this one waits until that is gone. A browser that forbids locks lets every tab tell.
      if (error instanceof DOMException && error.name === "AbortError") wait();
      else isMine = true;
    }
  };
  const wait = () => {
    stopWaiting = new AbortController();
    void ask({ signal: stopWaiting.signal });
  };
  const used = () => {
    if (isMine || isStealing || !document.hasFocus()) return;
    isStealing = true;
    const stop = stopWaiting;
    void ask({ steal: true });
    stop.abort();
  };

  const stopUses = onUse(used);
  addEventListener("focus", used);
  if (document.hasFocus()) used();
  else wait();
  return {
    isMine: () => isMine,
    end: () => {
      [last, isMine] = [null, false];
      stopWaiting.abort();
      letGo();
      stopUses();
      removeEventListener("focus", used);
    },
  };
}
