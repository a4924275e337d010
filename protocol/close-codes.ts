/** Why a room ended a socket, and what a client does about it. Codes below 4000 are the WebSocket standard's. */
export const CLOSE = {
  /** The socket's own end, or one that a reconnecting client made up. */
  normal: 1000,
  frameTooLarge: 1009,
  fault: 1011,
  /** The server restarts. The reason is a number: come back in so many ms. */
  restart: 1012,
  /** The session ended, or the ticket was spent: get a new ticket, once, then sign in. */
  session: 4401,
  /** Not a member (any more): left, removed or banned. */
  notMember: 4403,
  noSuchRoom: 4404,
  /** Too slow to read: come back and resume. */
  tooSlow: 4408,
  /** This client speaks a version that the server does not. */
  version: 4426,
  /** Too many sockets of one person, or too many frames. */
  tooMany: 4429,
} as const;

const FINAL: readonly number[] = [CLOSE.notMember, CLOSE.noSuchRoom, CLOSE.version];

/** Whether coming back would only meet the same answer. */
export function isFinalClose(code: number): boolean {
  return FINAL.includes(code);
}

/** In how many ms a server that restarts wants this socket back; null when it ended for another reason, or does not say. */
export function pauseTold(code: number, reason: string): number | null {
  const isTold = code === CLOSE.restart && /^\d{1,6}$/.test(reason);
  return isTold ? Number(reason) : null;
}
