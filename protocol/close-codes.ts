/** Why a room ended a socket, and what a client does about it. Codes below 4000 are the WebSocket standard's. */
export const CLOSE = {
  /** The socket's own end, or one that a reconnecting client made up. */
  normal: 1000,
  frameTooLarge: 1009,
  fault: 1011,
  /** The server restarts. The reason is a turn (`TurnToReturn`). */
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

/**
 * When a server that restarts wants a device back: in `inMs`, and where nobody is there yet, every `everyMs` after that. Each device has another
 * moment within `everyMs`, so that they come one after the other however late the server is.
 */
export type TurnToReturn = { inMs: number; everyMs: number };

export function reasonOf({ inMs, everyMs }: TurnToReturn): string {
  return `${inMs} ${everyMs}`;
}

/** Null when a socket ended for another reason, or was not told. */
export function turnTold(code: number, reason: string): TurnToReturn | null {
  const told = code === CLOSE.restart ? /^(\d{1,6}) (\d{1,6})$/.exec(reason) : null;
  return told && { inMs: Number(told[1]), everyMs: Number(told[2]) };
}
