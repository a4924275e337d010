import { useEffect } from "react";

/** Longer than anybody waits for something to look at. */
const LONGEST_MS = 5_000;

let isStanding = true;
const waiting = new Set<() => void>();

/**
 * Until the first screen of this visit stands, a slow line and a slow processor are its own: what can wait is loaded after it. The
 * program calls this as it begins; where nobody does, as in tests of a part, nothing is held back.
 */
export function holdForFirstScreen(): void {
  isStanding = false;
  setTimeout(stands, LONGEST_MS);
}

/** The page that calls this is what one came for. It stands once the browser has drawn it. */
export function useFirstScreen(): void {
  useEffect(() => {
    // The second frame begins when the first has been drawn.
    if (!isStanding) requestAnimationFrame(() => requestAnimationFrame(stands));
  }, []);
}

/** Does it when the first screen stands, which may be now. Gives what takes the wish back. */
export function onceFirstScreenStands(work: () => void): () => void {
  if (isStanding) {
    work();
    return () => undefined;
  }
  waiting.add(work);
  return () => void waiting.delete(work);
}

function stands(): void {
  isStanding = true;
  for (const work of waiting) work();
  waiting.clear();
}
