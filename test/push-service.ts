import { createECDH, randomBytes, type ECDH } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { decrypt } from "http_ece";
import { importJWK, jwtVerify, type JWTPayload } from "jose";
import type { PushSubscriptionKeys } from "#protocol/push-subscription.ts";

/** One message, as the browser that it was for would read it. */
export type Received = {
  endpoint: string;
  text: string;
  /** Who says to have sent it: checked by the key in the header. */
  sender: JWTPayload;
  senderKey: string;
  ttl: string | undefined;
  urgency: string | undefined;
  topic: string | undefined;
  /** Of the whole body, as it was on the line. */
  bytes: number;
};

/** What a push service may answer, but for `sent`: whatever is right about the request is looked at first. */
export type PushAnswer =
  | "hangs"
  | "redirects"
  | "endless"
  | { status: number; retryAfter?: string };

export type PushService = {
  origin: string;
  /** A browser subscribes: by the community's key if one is given, and then nobody else's messages are taken. */
  subscribe(senderKey?: string): PushSubscriptionKeys;
  received: Received[];
  /** How often it was asked for anything at all. */
  asked: () => number;
  /** From now on; without one, what comes is taken when it is right. */
  answerWith(answer?: PushAnswer): void;
  stop(): Promise<void>;
};

const DAY_SECONDS = 24 * 60 * 60;
const LARGEST_BODY = 4_096;

/** A push service on this machine that is as strict as the strictest real one, and opens what it gets with another library than ours. */
export async function startPushService(): Promise<PushService> {
  const browsers = new Map<string, { keys: ECDH; auth: string; senderKey: string | undefined }>();
  const received: Received[] = [];
  let asked = 0;
  let answer: PushAnswer | undefined;

  const server = createServer((request, response) => {
    asked += 1;
    void take(request, response).catch((error: unknown) => {
      response.writeHead(400).end(String(error));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    if (answer === "hangs") return;
    if (answer === "redirects") {
      response.writeHead(307, { Location: `${origin}/elsewhere` }).end();
      return;
    }
    if (answer === "endless") {
      response.writeHead(201);
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
      };
      response.on("drain", more);
      more();
      return;
    }
    if (answer !== undefined) {
      const { status, retryAfter } = answer;
      response
        .writeHead(status, retryAfter === undefined ? {} : { "Retry-After": retryAfter })
        .end();
      return;
    }
    const browser = browsers.get(request.url ?? "");
    if (!browser) {
      response.writeHead(404).end();
      return;
    }
    const said = await check(request, Buffer.concat(chunks), browser);
    if (said === "not_yours") {
      response.writeHead(403).end("the key is not that of the subscription");
      return;
    }
    received.push({ endpoint: `${origin}${request.url}`, ...said });
    response.writeHead(201).end();
  }

  async function check(
    { method, headers }: IncomingMessage,
    body: Buffer,
    browser: { keys: ECDH; auth: string; senderKey: string | undefined },
  ): Promise<Omit<Received, "endpoint"> | "not_yours"> {
    const [, token = "", senderKey = ""] =
      /^vapid t=([\w.-]+), ?k=([\w-]{87})$/.exec(headers.authorization ?? "") ?? [];
    const { payload } = await jwtVerify(token, await publicKey(senderKey), {
      algorithms: ["ES256"],
      audience: origin,
      requiredClaims: ["exp", "sub"],
    });
    if ((payload.exp ?? 0) > Date.now() / 1_000 + DAY_SECONDS)
      throw new RangeError("exp is too late");
    if (!/^(mailto:|https:)/.test(payload.sub ?? "")) throw new RangeError("sub is nobody's");
    if (browser.senderKey !== undefined && browser.senderKey !== senderKey) return "not_yours";
    if (method !== "POST" || headers["content-encoding"] !== "aes128gcm")
      throw new RangeError("only POST with aes128gcm is taken");
    if (!/^\d+$/.test(String(headers["ttl"]))) throw new RangeError("TTL is missing");
    if (!/^[\w-]{1,32}$/.test(String(headers["topic"] ?? "none"))) throw new RangeError("topic");
    if (body.length > LARGEST_BODY) throw new RangeError("the body is too large");
    const opened = decrypt(body, {
      version: "aes128gcm",
      privateKey: browser.keys,
      authSecret: browser.auth,
    });
    return {
      text: opened.toString("utf8"),
      sender: payload,
      senderKey,
      ttl: header(headers["ttl"]),
      urgency: header(headers["urgency"]),
      topic: header(headers["topic"]),
      bytes: body.length,
    };
  }

  return {
    origin,
    subscribe(senderKey) {
      const path = `/push/${randomBytes(8).toString("hex")}`;
      const keys = createECDH("prime256v1");
      const p256dh = keys.generateKeys().toString("base64url");
      const auth = randomBytes(16).toString("base64url");
      browsers.set(path, { keys, auth, senderKey });
      return { endpoint: `${origin}${path}`, keys: { p256dh, auth } };
    },
    received,
    asked: () => asked,
    answerWith: (next) => {
      answer = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function publicKey(point: string) {
  const bytes = Buffer.from(point, "base64url");
  const [x, y] = [bytes.subarray(1, 33), bytes.subarray(33)].map((half) =>
    half.toString("base64url"),
  );
  return importJWK({ kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" }, "ES256");
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join() : value;
}
