import { request } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { mailerBy } from "#party/mail/http-mailer.ts";
import { freePort } from "../free-port.ts";
import { startMailCatcher, type MailCatcher } from "./mail-catcher.ts";

let catcher: MailCatcher;
let port: number;
beforeEach(async () => {
  port = await freePort();
  catcher = await startMailCatcher(port);
});
afterEach(() => catcher.stop());

const send = (subject: string, text = "text") =>
  mailerBy({ ...catcher.bindings, MAIL_STYLE: "plain" })?.send({
    to: "ann@example.org",
    subject,
    text,
    html: "<p>html</p>",
  });
const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);

test("what is sent is in the inbox, the newest first", async () => {
  expect(await (await get("/")).text()).toContain("No mail yet");
  await send("First");
  await send("Second");
  const inbox = await (await get("/")).text();
  expect(inbox.indexOf("Second")).toBeLessThan(inbox.indexOf("First"));
  expect(catcher.mails().map(({ subject }) => subject)).toEqual(["First", "Second"]);
  expect(await (await get("/mails.json")).json()).toEqual(catcher.mails());
  expect(await (await get("/mails/2")).text()).toContain("ann@example.org");
});

test("a mail's words are text, its links can be pressed, and no page of it runs anything", async () => {
  await send("<b>Hi</b>", '<script>x</script> http://localhost:1999/link#sign-in.A-b_1 "and"');
  for (const path of ["/", "/mails/1"]) {
    const answer = await get(path);
    const page = await answer.text();
    expect(page).toContain("&lt;b&gt;Hi&lt;/b&gt;");
    expect(page).not.toMatch(/<b>|<script/);
    expect(answer.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
  }
  expect(await (await get("/mails/1")).text()).toContain(
    '<a href="http://localhost:1999/link#sign-in.A-b_1">',
  );
  const asHtml = await get("/mails/1/html");
  expect(asHtml.headers.get("Content-Security-Policy")).toMatch(/default-src 'none'.*sandbox/);
});

test("only who was told the token can put a mail there", async () => {
  const body = JSON.stringify({ from: "x", to: "y", subject: "Forged", text: "z" });
  const forged = await fetch(`http://127.0.0.1:${port}/mails`, { method: "POST", body });
  expect(forged.status).toBe(401);
  expect(catcher.mails()).toEqual([]);
});

test("a site that gives its own name this machine's address reads nothing", async () => {
  await send("Secret");
  const status = await new Promise((resolve) => {
    const asked = request(
      { host: "127.0.0.1", port, path: "/mails.json", headers: { Host: `evil.example:${port}` } },
      (answer) => resolve(answer.resume().statusCode),
    );
    asked.end();
  });
  expect(status).toBe(403);
});

test("it keeps the last two hundred, and refuses what is far too long", async () => {
  expect(await send("Long", "x".repeat(300_000))).toMatchObject({ ok: false });
  for (let sent = 1; sent <= 201; sent += 1) await send(`Mail ${sent}`);
  expect(catcher.mails()).toHaveLength(200);
  expect(catcher.mails()[0]?.subject).toBe("Mail 2");
});

test("where its port is taken it listens on another, and says so", async () => {
  const second = await startMailCatcher(port);
  expect(second.address).not.toBe(catcher.address);
  expect((await fetch(`${second.address.replace("localhost", "127.0.0.1")}/`)).status).toBe(200);
  await second.stop();
});
