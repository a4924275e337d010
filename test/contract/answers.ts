import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { newId } from "../wire/new-id.ts";
import { ask } from "../wire/person.ts";
import { refusedHandshake } from "../wire/refused-handshake.ts";
import { METRICS_TOKEN, type Setting } from "./setting.ts";

const DATA = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const SCRIPT = /src="(\/assets\/[^"]+\.js)"/;

export function describeAnswers(setting: () => Setting): void {
  describe("what answers tell browsers", () => {
    it("is the same for what the API gives, refuses and does not know", async () => {
      const { parley, ann, room } = setting();
      const answers = [
        await ask(parley.url, "GET", "/api/community"),
        await ask(parley.url, "GET", "/api/rooms"),
        await ask(parley.url, "GET", "/api/nowhere"),
        await ann.ask("GET", `/api/rooms/${room}/messages`),
        await ask(parley.url, "POST", `/parties/room/${room}`),
        await ask(parley.url, "GET", "/parties/inbox/x"),
      ];
      const told = answers.map(({ headers }) => Object.fromEntries(headers));
      // PartyKit's server answers for parties it does not know by itself.
      const ours = setting().host === "partykit" ? told.slice(0, -1) : told;
      for (const headers of ours) expect(headers).toMatchObject(DATA);
      for (const headers of told) expect(headers).not.toHaveProperty("strict-transport-security");
    });

    it("has an id of the server's own, which rooms log, too", async () => {
      const { parley, ann, host } = setting();
      const claimed = { "x-request-id": "mine", "x-parley-request": randomUUID() };
      const answers = [
        await ask(parley.url, "GET", "/health", { headers: claimed }),
        await ask(parley.url, "GET", "/api/nowhere", { headers: claimed }),
        await ann.ask("POST", "/api/rooms", { id: newId(), name: "Attic" }, claimed),
      ];
      const ids = answers.map(({ headers }) => headers.get("x-request-id") ?? "");
      for (const id of ids) expect(id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
      expect(new Set([...ids, claimed["x-parley-request"]]).size).toBe(4);
      expect(answers[1]?.body["instance"]).toBe(`urn:uuid:${ids[1]}`);
      // PartyKit's server keeps what its parties say to itself.
      if (host === "partykit") return;
      await expect
        .poll(parley.output)
        .toMatch(new RegExp(`"event":"room.woke","at":"[^"]+","request":"${ids[2]}"`));
      expect(parley.output()).not.toContain(claimed["x-parley-request"]);
    });

    it("says that it is well to anybody, and how well to nobody without a token", async () => {
      const { parley } = setting();
      expect(await ask(parley.url, "GET", "/health")).toMatchObject({ body: { ok: true } });
      expect(await ask(parley.url, "GET", "/health?deep")).toMatchObject({ status: 401 });
      const deep = await ask(parley.url, "GET", "/health?deep", { token: METRICS_TOKEN });
      expect(deep).toMatchObject({ status: 200, body: { ok: true } });
      const part = { ok: true, ms: expect.any(Number) as number };
      expect(deep.body["parts"]).toEqual({ database: part, room: part, storage: part });
    });

    it("repeats nobody's own words, as TRACE would", async () => {
      const { parley, room } = setting();
      for (const path of ["/", "/api/community", `/parties/room/${room}`]) {
        const heard = await trace(parley.url + path, "marker-cookie");
        expect(heard.status).toBeGreaterThanOrEqual(400);
        expect(heard.text).not.toContain("marker-cookie");
      }
    });

    it("is said to a socket that may not open, too", async () => {
      const { parley, room } = setting();
      const { status, headers } = await refusedHandshake(parley.url, room, "nonsense");
      expect(status).toBe(401);
      expect(headers).toMatchObject(DATA);
    });

    it("lets the client's page run our own scripts only", async () => {
      const { parley, host } = setting();
      // Node's fetch says that it does not navigate, and PartyKit's server then knows the page by its first address only.
      const page = await fetch(parley.url + (host === "partykit" ? "/" : "/join"));
      const text = await page.text();
      const inPage = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(text)?.[1];
      expect(inPage).toContain("require-trusted-types-for");
      // PartyKit's server hands files out by itself, and asks nobody about their headers.
      if (host === "partykit") return;
      expect(Object.fromEntries(page.headers)).toMatchObject({
        "content-security-policy": expect.stringMatching(
          /script-src 'self';.*require-trusted-types-for 'script';.*frame-ancestors 'none'/,
        ),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": expect.stringContaining("camera=()"),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "cache-control": expect.stringContaining("must-revalidate"),
      });
      expect(page.headers.has("strict-transport-security")).toBe(false);
    });

    it("has no file but the built client's, and no list of those", async () => {
      const { parley } = setting();
      for (const path of [
        "/.git/config",
        "/.env",
        "/package.json",
        "/party/worker.ts",
        "/assets/",
      ]) {
        const found = await fetch(parley.url + path);
        const told = await found.text();
        // An address of no file is one of the client's pages, or nothing.
        expect([200, 404]).toContain(found.status);
        if (found.status === 200) expect(told).toMatch(/^<!doctype html>/i);
        expect(told).not.toMatch(/\[core\]|"dependencies"|ExportedHandler|\.js"?<\/a>/);
      }
    });

    it("lets files be kept that never change, and no page in the place of one that is gone", async () => {
      const { parley, host } = setting();
      const page = await (await fetch(parley.url)).text();
      const script = await fetch(parley.url + (SCRIPT.exec(page)?.[1] ?? ""));
      await script.body?.cancel();
      expect(script.headers.get("content-type")).toMatch(/javascript/);
      const gone = await fetch(`${parley.url}/assets/gone-12345678.js`);
      expect([gone.status, await gone.text()]).toEqual([404, ""]);
      if (host === "partykit") return;
      expect(Object.fromEntries(script.headers)).toMatchObject({
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin",
      });
      expect(gone.headers.get("cache-control")).toBe("no-store");
    });
  });
}

/** By hand, because fetch refuses to. */
function trace(url: string, cookie: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method: "TRACE", headers: { cookie } }, (answer) => {
      text(answer).then((told) => resolve({ status: answer.statusCode ?? 0, text: told }), reject);
    });
    asking.on("error", reject).end();
  });
}
