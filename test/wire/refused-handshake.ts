import { WebSocket } from "ws";

export type RefusedHandshake = { status: number; headers: Record<string, unknown>; body: string };

/** The whole answer to a handshake that has to fail. @throws Error when the socket opens. */
export function refusedHandshake(
  url: string,
  room: string,
  ticket: string,
  origin = url,
): Promise<RefusedHandshake> {
  const address = `${url.replace("http", "ws")}/parties/room/${room}?ticket=${ticket}`;
  const ws = new WebSocket(address, { headers: { origin } });
  return new Promise((resolve, reject) => {
    ws.on("error", reject);
    ws.on("open", () => {
      ws.terminate();
      reject(new Error("the socket was let in"));
    });
    ws.on("unexpected-response", (_request, response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on("end", () => {
        // When it was said is no part of what was said.
        const { date: _, ...headers } = response.headers;
        resolve({ status: response.statusCode ?? 0, headers, body });
      });
    });
  });
}
