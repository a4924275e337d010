import { useEffect } from "react";

/**
 * Loads what is behind a button while nobody waits for it. A dialog that has yet to come takes the focus late, and the
 * keys pressed in between go elsewhere. `load` must be the same function in every render.
 */
export function useLoadedWhenIdle(load: () => Promise<unknown>): void {
  useEffect(() => onceIdle(() => void loadQuietly(load)), [load]);
}

async function loadQuietly(load: () => Promise<unknown>): Promise<void> {
  try {
    await load();
  } catch {
    // The line is down; it is asked for again when it is opened.
  }
}

/** Safari has no idle callbacks: there, a moment after the page stands. */
const A_MOMENT_MS = 2_000;

/** Does it when nothing else is to be done. Gives what takes the wish back. */
export function onceIdle(work: () => void): () => void {
  if ("requestIdleCallback" in window) {
    const wish = window.requestIdleCallback(work);
    return () => window.cancelIdleCallback(wish);
  }
  const timer = setTimeout(work, A_MOMENT_MS);
  return () => clearTimeout(timer);
}
