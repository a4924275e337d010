import { PartySocket } from "partysocket";
import type { RoomId } from "#protocol/ids.ts";

/** What carries a line: a WebSocket, or requests where the network forbids those. */
export type Carrier = "socket" | "requests";

export type SocketEvents = {
  /** Also in the middle of an open line, when a better one has taken its place. */
  opened(by?: Carrier): void;
  /** What came: a text, also where the room had sent it as bytes (docs/protocol.md §2). */
  frame(raw: unknown): void;
  /** Once for each attempt that ended, opened or not. Codes: protocol/close-codes.ts. */
  lost(code: number): void;
};

/** A socket that never comes back by itself: whoever holds it decides when to try. */
export type RoomSocket = {
  /** One attempt. Asks for a fresh ticket first; a rejection ends the attempt. */
  connect(): void;
  /** False when the socket is not open; then nothing was kept. */
  send(frame: string): boolean;
  /** Ends the socket or the attempt, if there is one; `lost` follows before this returns. */
  close(): void;
};

export type OpenRoomSocket = (
  room: RoomId,
  ticket: () => Promise<string>,
  events: SocketEvents,
) => RoomSocket;

/** The code of an attempt that ended without one. */
export const ABNORMAL = 1006;
const CONNECTION_TIMEOUT_MS = 10_000;
const utf8 = new TextDecoder();

/** The only door to partysocket. `host` as in `location.host`, `isSecure` when the page came by https. */
export function partyRooms(host: string, isSecure: boolean): OpenRoomSocket {
  return (room, ticket, events) => {
    let isTrying = false;
    const socket = new PartySocket({
      host,
      room,
      party: "room",
      // partysocket would guess from the host's name, and be wrong for names like "chat.home:8080".
      protocol: isSecure ? "wss" : "ws",
      query: async () => ({ ticket: await ticket() }),
      startClosed: true,
      // Its delays are fixed: after a deploy every browser would come back in the same instant.
      maxRetries: 0,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      // The outbox owns resending. A second owner would double messages, and send them ahead of the hello.
      maxEnqueuedMessages: 0,
    });
    function lost(code: number) {
      if (!isTrying) return;
      isTrying = false;
      events.lost(code);
    }
    socket.addEventListener("open", () => events.opened());
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }: MessageEvent<unknown>) =>
      events.frame(data instanceof ArrayBuffer ? utf8.decode(data) : data),
    );
    socket.addEventListener("close", (event) => lost(event.code));
    // An attempt without a ticket never had a socket, so nothing closes.
    socket.addEventListener("error", () => lost(ABNORMAL));
    return {
      connect() {
        isTrying = true;
        socket.reconnect();
      },
      send: (frame) => socket.readyState === PartySocket.OPEN && socket.send(frame),
      close() {
        socket.close();
        lost(ABNORMAL);
      },
    };
  };
}
