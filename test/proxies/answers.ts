import { request, type IncomingHttpHeaders } from "node:http";
import type { TlsVisitor } from "./tls-visitor.ts";

/** What speaks of one connection, and what differs from second to second or request to request. */
const OF_THE_LINE = [
  "connection",
  "date",
  "keep-alive",
  "server",
  "transfer-encoding",
  "alt-svc",
  "x-request-id",
];

/** What an answer says for browsers, by name. */
export function told(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const names = Object.keys(headers).filter((name) => !OF_THE_LINE.includes(name));
  // Where packing is done on the way to one side only, it is the length that is told or not.
  return Object.fromEntries(names.toSorted().map((name) => [name, headers[name]]));
}

/** The same question, put to the server itself; `headers` says under which host. */
export function withoutProxy(
  port: number,
  path: string,
  headers: Record<string, string>,
): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: "127.0.0.1", port, path, headers }, (answer) => {
      answer.resume();
      resolve(answer.headers);
    });
    asking.on("error", reject);
    asking.end();
  });
}

/** All the headers in which an address can be made up. */
export function forged(address: string): Record<string, string> {
  return {
    "x-real-ip": address,
    "x-forwarded-for": address,
    "cf-connecting-ip": address,
    "true-client-ip": address,
    forwarded: `for=${address}`,
  };
}

/** Where the page's program is. */
export async function scriptOf(visitor: TlsVisitor): Promise<string> {
  const page = (await visitor.ask("/")).bytes.toString();
  const [script] = /\/assets\/[\w.-]+\.js/.exec(page) ?? [];
  if (!script) throw new Error("the page has no program");
  return script;
}

/** What somebody without a socket says the next time, after this answer. */
export function queryAfter({ heard }: Record<string, unknown>): string {
  const [welcome] = heard as { epoch: string; head: number }[];
  if (!welcome) throw new Error("the room said nothing");
  return `epoch=${welcome.epoch}&after=${welcome.head}`;
}
