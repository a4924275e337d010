import { useEffect, useState } from "react";
import { onceFirstScreenStands } from "./first-screen.ts";

/**
 * Loads what is behind a button while nobody waits for it. A dialog that has yet to come takes the focus late, and the
 * keys pressed in between go elsewhere. `load` must be the same function in every render.
 */
export function useLoadedWhenIdle(load: () => Promise<unknown>): void {
  useEffect(() => onceIdle(() => void loadQuietly(load)), [load]);
}

/** The same, for what shows nothing by itself but has to be there: whether it is. */
export function useOnceIdle(load: () => Promise<unknown>): boolean {
  const [isHere, setHere] = useState(false);
  useEffect(() => {
    let isWanted = true;
    const come = async () => {
      const hasCome = await loadQuietly(load);
      if (hasCome && isWanted) setHere(true);
    };
    const stop = onceIdle(() => void come());
    return () => {
      isWanted = false;
      stop();
    };
  }, [load]);
  return isHere;
}

async function loadQuietly(load: () => Promise<unknown>): Promise<boolean> {
  try {
    await load();
    return true;
  } catch {
    // The line is down; it is asked for again when it is opened.
    return false;
  }
}

/** Safari has no idle callbacks: there, a moment after the page stands. */
const A_MOMENT_MS = 2_000;

/** Does it when nothing else is to be done. Gives what takes the wish back. */
export function onceIdle(work: () => void): () => void {
  let stop = () => {};
  const stopWaiting = onceFirstScreenStands(() => {
    stop = whenIdle(work);
  });
  return () => {
    stopWaiting();
    stop();
  };
}

function whenIdle(work: () => void): () => void {
  if ("requestIdleCallback" in window) {
    const wish = window.requestIdleCallback(work);
    return () => window.cancelIdleCallback(wish);
  }
  const timer = setTimeout(work, A_MOMENT_MS);
  return () => clearTimeout(timer);
}
