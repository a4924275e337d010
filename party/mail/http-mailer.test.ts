import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mailerBy } from "./http-mailer.ts";
import type { Mail } from "./mailer.ts";

const MAIL: Mail = { to: "ann@example.org", subject: "Hello", text: "text", html: "<p>html</p>" };

const heard: { headers: IncomingHttpHeaders; body: unknown }[] = [];
let status = 200;
const service = createServer((request, response) => {
  let text = "";
  request.on("data", (chunk) => (text += String(chunk)));
  request.on("end", () => {
    heard.push({ headers: request.headers, body: JSON.parse(text) });
    response.writeHead(status, { Location: "https://evil.example/" }).end("{}");
  });
});
let MAIL_URL = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  MAIL_URL = `http://127.0.0.1:${(service.address() as AddressInfo).port}/emails`;
});
afterAll(() => void service.close());

const env = (style: "plain" | "postmark") =>
  ({
    MAIL_URL,
    MAIL_TOKEN: "t0ken",
    MAIL_FROM: "Club <chat@example.org>",
    MAIL_STYLE: style,
  }) as const;
const send = (style: "plain" | "postmark" = "plain") => mailerBy(env(style))?.send(MAIL);

test("without an address there is no mailer", () => {
  expect(mailerBy({ MAIL_FROM: "", MAIL_STYLE: "plain" })).toBeNull();
});

test("the plain style is one object and a bearer token", async () => {
  expect(await send()).toEqual({ ok: true });
  expect(heard.at(-1)).toMatchObject({
    headers: { authorization: "Bearer t0ken", "content-type": "application/json" },
    body: { from: "Club <chat@example.org>", ...MAIL },
  });
});

test("Postmark's style has other names for the same", async () => {
  expect(await send("postmark")).toEqual({ ok: true });
  expect(heard.at(-1)).toMatchObject({
    headers: { "x-postmark-server-token": "t0ken" },
    body: {
      From: "Club <chat@example.org>",
      To: "ann@example.org",
      Subject: "Hello",
      TextBody: "text",
      HtmlBody: "<p>html</p>",
    },
  });
});

test.each(["plain", "postmark"] as const)(
  "headers of its own come out in %s style",
  async (style) => {
    const headers = { "List-Unsubscribe": "<https://x.example/>", References: "<a@b>" };
    await mailerBy(env(style))?.send({ ...MAIL, headers, key: "k1" });
    const { body, headers: asked } = heard.at(-1) ?? {};
    const list = Object.entries(headers).map(([Name, Value]) => ({ Name, Value }));
    expect(body).toMatchObject(style === "plain" ? { headers } : { Headers: list });
    expect(asked?.["idempotency-key"]).toBe(style === "plain" ? "k1" : undefined);
  },
);

test("what a service has under the same key already is there", async () => {
  status = 409;
  expect(await mailerBy(env("plain"))?.send({ ...MAIL, key: "k1" })).toEqual({ ok: true });
  expect(await send()).toMatchObject({ ok: false, final: true });
  status = 200;
});

test.each([
  [422, true],
  [401, true],
  [302, true],
  [408, false],
  [429, false],
  [503, false],
])("a %i is final: %s", async (answer, final) => {
  status = answer;
  expect(await send()).toEqual({ ok: false, final, code: `http_${answer}` });
});

test("nobody there is worth another try", async () => {
  const away = mailerBy({ ...env("plain"), MAIL_URL: "http://127.0.0.1:9/" });
  expect(await away?.send(MAIL)).toMatchObject({ ok: false, final: false });
});
