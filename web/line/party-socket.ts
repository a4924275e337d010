import { PartySocket } from "partysocket";
import { ABNORMAL, type OpenSocket } from "./line.ts";

const CONNECTION_TIMEOUT_MS = 10_000;
const utf8 = new TextDecoder();

/**
 * The only door to partysocket. `host` as in `location.host`, `isSecure` when the page came by https; `page` hears from the system that
 * there is no network, long before a question that nobody answers is given up.
 */
export function partySockets<Where extends string>(
  party: "room" | "inbox" | "notes",
  host: string,
  isSecure: boolean,
  page: EventTarget = window,
): OpenSocket<Where> {
  return (id, ticket, events) => {
    let isTrying = false;
    const socket = new PartySocket({
      host,
      room: id,
      party,
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
    function lost(code: number, reason = "") {
      if (!isTrying) return;
      isTrying = false;
      page.removeEventListener("offline", gone);
      events.lost(code, reason);
    }
    socket.addEventListener("open", () => events.opened());
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }: MessageEvent<unknown>) =>
      events.frame(data instanceof ArrayBuffer && party !== "notes" ? utf8.decode(data) : data),
    );
    socket.addEventListener("close", ({ code, reason }) => lost(code, reason));
    // An attempt without a ticket never had a socket, so nothing closes.
    socket.addEventListener("error", () => lost(ABNORMAL));
    const gone = () => {
      socket.close();
      lost(ABNORMAL);
    };
    return {
      connect() {
        isTrying = true;
        page.addEventListener("offline", gone);
        socket.reconnect();
      },
      send: (frame) => socket.readyState === PartySocket.OPEN && socket.send(frame),
      close: gone,
    };
  };
}
