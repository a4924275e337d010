import { SESSION_LEEWAY_MS } from "#protocol/limits.ts";
import type { Peer } from "./ports.ts";

export function hasGreeted(peer: Peer): boolean {
  return peer.memory.standing === "greeted";
}

/** Closes a socket for good: what it says after this is not listened to, also after the room has slept. */
export function dismiss(peer: Peer, code: number, reason: string): void {
  peer.remember({ ...peer.memory, standing: { dismissedWith: code } });
  peer.close(code, reason);
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
