import { timeOfId, uuid7 } from "./ids.ts";

/**
 * A name for a new life of a room's storage, at `now` in ms since epoch. It ranks above `after`, the life before it if
 * there is one that is known, also when the clock has been set back since. Wants at least 10 random bytes.
 */
export function newEpoch(now: number, random: Uint8Array, after: string | null): string {
  const before = after === null || epochRank(after) === "" ? 0 : timeOfId(after);
  return uuid7(Math.max(now, before + 1), random);
}

/**
 * Orders the epochs of a room, as text: the higher one is the later life. Names from before epochs had an order rank
 * below all others, and among themselves alike.
 */
export function epochRank(epoch: string): string {
  return ORDERED.test(epoch) ? epoch : "";
}

/** Whether `epoch` names a life after the one that `than` names. Where one of them is not known, it is not said to. */
export function isLaterLife(epoch: string | undefined, than: string | undefined): boolean {
  return epoch !== undefined && than !== undefined && epochRank(epoch) > epochRank(than);
}

/** The one that ranks highest; null of none. */
export function latestEpoch(epochs: readonly string[]): string | null {
  return epochs.toSorted((a, b) => (epochRank(a) < epochRank(b) ? -1 : 1)).at(-1) ?? null;
}

const ORDERED = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
