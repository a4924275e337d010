/** Time as an argument, so that tests drive it by hand. */
export type Clock = {
  /** ms since epoch. */
  now(): number;
  /** Runs `ring` once, `ms` from now, unless the returned function is called before. */
  setTimer(ms: number, ring: () => void): () => void;
};

export const browserClock: Clock = {
  now: () => Date.now(),
  setTimer(ms, ring) {
    const timer = setTimeout(ring, ms);
    return () => clearTimeout(timer);
  },
};

/** A number in [0, 1). */
export type Random = () => number;
