import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { clientFrame } from "./frames.ts";

/** An open WebSocket, as a plain TCP socket that has shaken hands. Its reader gets what comes after that. */
export type RawSocket = {
  say(text: string): void;
  /** Several frames in one write. */
  sayAll(frames: Buffer): void;
  end(): void;
};

/** A reader gets views of one buffer that is written over by the next read. */
export type Reader = (chunk: Buffer) => void;

const READ_BYTES = 256 * 1024;
const shared = Buffer.allocUnsafeSlow(READ_BYTES);

/** @throws Error with the server's first line when it does not switch protocols. */
export async function openRaw(
  url: string,
  path: string,
  reader: Reader,
  ended: () => void = () => {},
): Promise<RawSocket> {
  const { hostname, port, host } = new URL(url);
  let isOpen = false;
  let head = "";
  let shaken: (line: string) => void = () => {};
  const handshake = new Promise<string>((resolve) => {
    shaken = resolve;
  });
  const read = (chunk: Buffer) => {
    if (isOpen) return reader(chunk);
    head += chunk.toString("latin1");
    const end = head.indexOf("\r\n\r\n");
    if (end === -1) return;
    isOpen = true;
    shaken(head.slice(0, head.indexOf("\r\n")));
    const rest = Buffer.from(head.slice(end + 4), "latin1");
    if (rest.length > 0) reader(rest);
  };
  const socket: Socket = connect({
    host: hostname,
    port: Number(port),
    noDelay: true,
    onread: {
      buffer: shared,
      callback: (size, buffer) => {
        read(Buffer.from(buffer.buffer, buffer.byteOffset, size));
        return true;
      },
    },
  });
  socket.once("end", ended);
  socket.once("close", () => shaken("the line was cut"));
  socket.on("error", () => socket.destroy());
  await once(socket, "connect");
  socket.write(
    [
      `GET ${path} HTTP/1.1`,
      `Host: ${host}`,
      `Origin: ${url}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
      "\r\n",
    ].join("\r\n"),
  );
  const line = await handshake;
  if (!line.includes(" 101 ")) throw new Error(`a bench socket was not let in: ${line}`);
  return {
    say: (text) => void socket.write(clientFrame(text)),
    sayAll: (frames) => void socket.write(frames),
    end: () => socket.destroy(),
  };
}
