import * as v from "valibot";

/** The last event that was seen, and when it happened (ms since epoch): rooms that are not open are known by their times only. */
const Position = v.object({
  seq: v.number(),
  at: v.number(),
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

/** Everything up to here was seen. A position never goes back, and what was marked unread stays so. */
export function furtherRead(now: Positions, key: string, position: Seen): Positions {
  const before = now.read[key];
  if (before && before.seq >= position.seq && before.at >= position.at) return now;
  return withPosition(now, key, {
    ...before,
    seq: Math.max(before?.seq ?? 0, position.seq),
    at: Math.max(before?.at ?? 0, position.at),
  });
}

/** What was marked unread is not any more. */
export function unmarked(now: Positions, key: string): Positions {
  const before = now.read[key];
  if (before?.manual === undefined) return now;
  return withPosition(now, key, { seq: before.seq, at: before.at });
}

export function withPosition(now: Positions, key: string, position: Position): Positions {
  return { ...now, read: { ...now.read, [key]: position } };
}
