import * as v from "valibot";
import { isLaterLife } from "#protocol/epoch.ts";

/** The last event that was seen, and when it happened (ms since epoch): rooms that are not open are known by their times only. */
const Position = v.object({
  seq: v.number(),
  at: v.number(),
  /** The life of the room whose number that is: in a later one it may be another event's. Without it, not known. */
  epoch: v.optional(v.string()),
  /** Marked unread from this event on, whatever was seen. 0: it is not known from where. */
  manual: v.optional(v.number()),
});
export type Position = v.InferOutput<typeof Position>;
/** What was seen, without what was marked. */
export type Seen = Omit<Position, "manual">;

export const Positions = v.object({
  /** When this person came to this device: what is older is not news here. */
  since: v.number(),
  /** By the key of a place (web/place.ts). */
  read: v.record(v.string(), Position),
});
export type Positions = v.InferOutput<typeof Positions>;

/**
 * Everything up to here was seen. A position never goes back, and what was marked unread stays so. With a later life of the room it
 * begins anew; only its time, which is nobody else's, holds.
 */
export function furtherRead(now: Positions, key: string, position: Seen): Positions {
  const before = now.read[key];
  if (isLaterLife(before?.epoch, position.epoch)) return now;
  const isAnew = isLaterLife(position.epoch, before?.epoch);
  const seq = Math.max(isAnew ? 0 : (before?.seq ?? 0), position.seq);
  const at = Math.max(before?.at ?? 0, position.at);
  const epoch = position.epoch ?? before?.epoch;
  if (before?.seq === seq && before.at === at && before.epoch === epoch) return now;
  return withPosition(now, key, { ...before, seq, at, ...(epoch !== undefined && { epoch }) });
}

/** How far a position tells what was read in this life of its room. */
export function readIn(position: Position | undefined, epoch: string | undefined): number {
  const isOther = position?.epoch !== undefined && epoch !== undefined && position.epoch !== epoch;
  return isOther ? 0 : (position?.seq ?? 0);
}

/** What was marked unread is not any more. */
export function unmarked(now: Positions, key: string): Positions {
  const before = now.read[key];
  if (before?.manual === undefined) return now;
  const { manual: _, ...seen } = before;
  return withPosition(now, key, seen);
}

export function withPosition(now: Positions, key: string, position: Position): Positions {
  return { ...now, read: { ...now.read, [key]: position } };
}
