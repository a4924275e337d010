import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A socket that was let in, has said its first words, and from then on reads nothing. */
export type DeafSocket = {
  /** Reads what is there until `last` has come. Gives how many bytes that were. */
  readUntil(last: string): Promise<number>;
  drop(): void;
};

/** Opens a socket by hand, so that no library reads on its behalf. */
export async function openDeaf(
  url: string,
  room: string,
  ticket: string,
  words: readonly string[],
): Promise<DeafSocket> {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, "connect");
  socket.write(
    [
      `GET /parties/room/${room}?ticket=${ticket} HTTP/1.1`,
      `Host: ${host}`,
      `Origin: ${url}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
      "\r\n",
    ].join("\r\n"),
  );
  const [answer] = await once(socket, "data");
  socket.pause();
  if (!String(answer).startsWith("HTTP/1.1 101")) throw new Error("a deaf socket was not let in");
  for (const word of words) socket.write(maskedFrame(word));
  return { readUntil: (last) => readUntil(socket, last), drop: () => socket.destroy() };
}

function readUntil(socket: Socket, last: string): Promise<number> {
  let tail = "";
  let bytes = 0;
  return new Promise((resolve, reject) => {
    socket.once("close", () => reject(new Error(`the line ended with ${JSON.stringify(tail)}`)));
    socket.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      tail = (tail + chunk.toString("latin1")).slice(-200);
      if (tail.includes(last)) resolve(bytes);
    });
    socket.resume();
  });
}

/** One short text frame of a client's, masked as those have to be (RFC 6455 §5.3). */
function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const masked = payload.map((byte, i) => byte ^ (mask[i % mask.length] ?? 0));
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, masked]);
}
