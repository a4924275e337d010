/** What scrolls a list, or makes the browser scroll it. */
const USES = ["focusin", "wheel", "keydown", "pointerdown"] as const;
/** How long it may take until the browser tells that it has scrolled. */
const IN_USE_MS = 100;

/**
 * Whether somebody does something in a list at this moment. Else what has moved it is the browser, by rows that became lower and higher
 * again before anyone looked, and the list belongs where it was.
 */
export class InUse {
  #at = Number.NEGATIVE_INFINITY;

  get isNow(): boolean {
    return performance.now() - this.#at < IN_USE_MS;
  }

  /** Gives what ends it. */
  watch(scroller: HTMLElement): () => void {
    const used = () => (this.#at = performance.now());
    for (const use of USES) scroller.addEventListener(use, used, { passive: true });
    return () => {
      for (const use of USES) scroller.removeEventListener(use, used);
    };
  }
}
