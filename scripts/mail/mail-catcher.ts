import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { codeOf } from "../trouble.ts";
import { inboxPage, mailPage, STYLE } from "./inbox-page.ts";

/** What is posted to it, as docs/operations.md tells it for any mail service. */
const Posted = v.object({
  from: v.string(),
  to: v.string(),
  subject: v.string(),
  text: v.string(),
  html: v.optional(v.string(), ""),
  headers: v.optional(v.record(v.string(), v.string()), {}),
});

/** `at` in ms since epoch. */
export type CaughtMail = v.InferOutput<typeof Posted> & { id: number; at: number };

export type MailCatcher = {
  /** The inbox, for a person: http://localhost:PORT. */
  address: string;
  /** The Worker's variables that send mail here. */
  bindings: Record<"MAIL_URL" | "MAIL_TOKEN" | "MAIL_FROM", string>;
  /** The last ones, oldest first. */
  mails(): readonly CaughtMail[];
  stop(): Promise<void>;
};

const KEPT = 200;
const MAX_BYTES = 256 * 1024;

/**
 * A mailbox for everyone, on this machine alone and in memory: mail that Parley sends while somebody tries it out or works on it. Listens on
 * `port`, or on any other when that is taken.
 */
export async function startMailCatcher(port: number): Promise<MailCatcher> {
  const caught: CaughtMail[] = [];
  const token = randomBytes(32).toString("base64url");
  let count = 0;
  const server = createServer((request, response) => {
    void answer(request).then((said) => say(response, said));
  });

  async function answer(request: IncomingMessage): Promise<Said> {
    // A page of somebody else's that gives its own name this machine's address must not read other people's links.
    if (!isThisMachine(request.headers.host)) return { status: 403 };
    const { method, url = "/" } = request;
    if (method === "POST" && url === "/mails") return take(request);
    if (method !== "GET") return { status: 405 };
    if (url === "/") return html(inboxPage(caught));
    if (url === "/style.css") return { status: 200, type: "text/css", body: STYLE };
    if (url === "/mails.json")
      return { status: 200, type: "application/json", body: JSON.stringify(caught) };
    const [, id, asHtml] = /^\/mails\/(\d+)(\/html)?$/.exec(url) ?? [];
    const mail = caught.find((one) => one.id === Number(id));
    if (!mail) return { status: 404 };
    return asHtml ? { ...html(mail.html), policy: MAIL_POLICY } : html(mailPage(mail));
  }

  async function take(request: IncomingMessage): Promise<Said> {
    // Any page can make a browser post something here; only our own server knows this.
    if (request.headers.authorization !== `Bearer ${token}`) return { status: 401 };
    const posted = v.safeParse(Posted, parseJson(await read(request)));
    if (!posted.success) return { status: 400 };
    count += 1;
    caught.push({ ...posted.output, id: count, at: Date.now() });
    if (caught.length > KEPT) caught.shift();
    return { status: 202 };
  }

  const listening = await listen(server, port);
  return {
    address: `http://localhost:${listening}`,
    bindings: {
      MAIL_URL: `http://127.0.0.1:${listening}/mails`,
      MAIL_TOKEN: token,
      MAIL_FROM: "Parley <parley@localhost.invalid>",
    },
    mails: () => caught,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Said = { status: number; type?: string; body?: string; policy?: string };

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** A mail brings its own looks, and nothing else of it comes to life. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox";

function html(body: string): Said {
  return { status: 200, type: "text/html; charset=utf-8", body };
}

function say(
  response: ServerResponse,
  { status, type = "text/plain", body = "", policy = PAGE_POLICY }: Said,
): void {
  response.writeHead(status, {
    "Content-Type": type,
    "Content-Security-Policy": policy,
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(body);
}

function isThisMachine(host: string | undefined): boolean {
  return /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(host ?? "");
}

/** Empty when it is too long. */
async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > MAX_BYTES) return "";
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Gives the port. */
function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on("error", (error) => {
      if (codeOf(error) === "EADDRINUSE" && port !== 0) resolve(listen(server, 0));
      else reject(error);
    });
    server.listen({ port, host: "127.0.0.1" }, () => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server has such an address
      resolve((server.address() as AddressInfo).port);
    });
  });
}
