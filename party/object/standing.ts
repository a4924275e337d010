import { SESSION_LEEWAY_MS } from "#protocol/limits.ts";
import type { Clock, Peer } from "./ports.ts";

/** Clients say hello at once; one that is silent for longer is not one of ours. */
const SPEAKS_WITHIN_MS = 5_000;

export function hasGreeted(peer: Peer): boolean {
  return peer.memory.standing === "greeted";
}

/** Closes a socket for good: what it says after this is not listened to, also after the room has slept. */
export function dismiss(peer: Peer, code: number, reason: string): void {
  peer.remember({ ...peer.memory, standing: { dismissedWith: code } });
  peer.close(code, reason);
}

/**
 * Closed while its handshake is being answered, a socket is not told why and stays half closed (workerd 1.20260426).
 * So it is told at its first word, which every client has to say, or after a while when it says none.
 */
export function turnAway(peer: Peer, code: number, clock: Pick<Clock, "after">): void {
  peer.remember({ ...peer.memory, standing: { dismissedWith: code } });
  clock.after(SPEAKS_WITHIN_MS, () => peer.close(code, "not here"));
}

/** The code that a socket was shown out with, or null when it was not. */
export function dismissalOf(peer: Peer): number | null {
  const { standing } = peer.memory;
  return typeof standing === "object" ? standing.dismissedWith : null;
}

/** Whether a socket has outlived its session, and must hear nothing more. */
export function isExpired(peer: Peer, now: number): boolean {
  return now > peer.memory.sessionExpiresAt + SESSION_LEEWAY_MS;
}
