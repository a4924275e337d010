/** What carries a line: a WebSocket, or requests where the network forbids those. */
export type Carrier = "socket" | "requests";

export type SocketEvents = {
  /** Also in the middle of an open line, when a better one has taken its place. */
  opened(by?: Carrier): void;
  /** What came: a text, also where a room had sent it as bytes (docs/protocol.md §2); a note's bytes are an `ArrayBuffer`. */
  frame(raw: unknown): void;
  /** Once for each attempt that ended, opened or not. Codes, and what a reason can say: protocol/close-codes.ts. */
  lost(code: number, reason?: string): void;
};

/** A socket that never comes back by itself: whoever holds it decides when to try. */
export type LineSocket = {
  /** One attempt. Asks for a fresh ticket first; a rejection ends the attempt. */
  connect(): void;
  /** False when the socket is not open; then nothing was kept. */
  send(frame: string | Uint8Array<ArrayBuffer>): boolean;
  /** Ends the socket or the attempt, if there is one; `lost` follows before this returns. */
  close(): void;
};

/** `where`: which room, or whose inbox. */
export type OpenSocket<Where> = (
  where: Where,
  ticket: () => Promise<string>,
  events: SocketEvents,
) => LineSocket;

/** The code of an attempt that ended without one. */
export const ABNORMAL = 1006;
