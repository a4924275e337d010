import type { Level } from "./entries.ts";

/**
 * Which messages of a room somebody is told of, by what they chose for it and for all rooms: a muted room tells of mentions at the
 * most. That it is muted is kept apart, so that it tells again what it told before when it is not any more.
 */
export function levelIn(own: Level | null, usual: Level, isMuted: boolean): Level {
  const chosen = own ?? usual;
  return isMuted && chosen === "everything" ? "mentions" : chosen;
}

/** Whether somebody is told of calls in a room. A muted one is silent about what is for everyone, unless it was said that it is not to be. */
export function callsIn(own: boolean | null, usual: boolean, isMuted: boolean): boolean {
  return own ?? (usual && !isMuted);
}
