import { once } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:https";
import { WebSocket } from "ws";

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; bytes: Buffer };

type Ask = {
  method?: string;
  headers?: Record<string, string>;
  /** JSON, or a text as it is. */
  body?: unknown;
  /** The address of this machine to come from: all of 127.0.0.0/8 is here on Linux. */
  from?: string;
};

/** Somebody who comes over TLS, believes one certificate, and sees answers as they come: packed, and with all headers. */
export class TlsVisitor {
  readonly url: string;
  readonly #ca: string;

  constructor({ url, certificate }: { url: string; certificate: { text: string } }) {
    this.url = url;
    this.#ca = certificate.text;
  }

  ask(path: string, { method = "GET", headers, body, from }: Ask = {}): Promise<RawAnswer> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const said = body === undefined ? {} : { "content-type": "application/json" };
    return new Promise((resolve, reject) => {
      const asking = request(
        new URL(path, this.url),
        {
          method,
          ca: this.#ca,
          agent: false,
          headers: { ...said, ...headers },
          ...(from === undefined ? {} : { localAddress: from, family: 4 }),
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              bytes: Buffer.concat(chunks),
            }),
          );
          answer.on("error", reject);
        },
      );
      asking.on("error", reject);
      asking.end(text);
    });
  }

  async json(path: string, how: Ask = {}): Promise<Record<string, unknown>> {
    return JSON.parse((await this.ask(path, how)).bytes.toString()) as Record<string, unknown>;
  }

  /** A socket that offers to compress, as browsers do, and the answer that let it in. @throws Error when it is not let in. */
  async socket(path: string, origin = this.url) {
    const socket = new WebSocket(new URL(path, this.url.replace("https", "wss")), {
      ca: this.#ca,
      origin,
      perMessageDeflate: true,
    });
    // Both at once: the second follows the first in the same turn.
    const [[answer]] = (await Promise.all([once(socket, "upgrade"), once(socket, "open")])) as [
      [{ headers: IncomingHttpHeaders }],
      unknown,
    ];
    return { socket, headers: answer.headers };
  }
}
