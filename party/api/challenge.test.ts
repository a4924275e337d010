import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { Authenticator } from "../../test/authenticator.ts";
import { PasskeyOwner } from "../../test/passkey-owner.ts";

const MINUTE_MS = 60_000;
const OTHER_ORIGIN = "https://chat.example.org";

let api: TestApi;
let ann: SignedIn;
let browser: PasskeyOwner;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
  browser = new PasskeyOwner(api);
});
afterAll(() => api.stop());

const Made = v.object({ id: v.string(), name: v.string() });
const made = async (owner = browser, as = ann) => v.parse(Made, (await owner.add(as)).body);
async function waysOf(who: SignedIn) {
  const heard = await api.ask("GET", "/api/ways", { token: who.accessToken });
  return v.parse(v.looseObject({ passkeys: v.array(v.looseObject(Made.entries)) }), heard.body);
}

describe("a challenge", () => {
  test("is answered once", async () => {
    await made();
    const options = await browser.challenge("/api/session/passkey");
    const answer = browser.authenticator.sign(options);
    expect((await browser.ask("POST", "/api/session/passkey", answer)).status).toBe(201);
    const again = await browser.ask("POST", "/api/session/passkey", answer);
    expect(again).toMatchObject({ status: 403, body: { code: "challenge_over" } });
  });

  test("is answered once even by many at the same time", async () => {
    await made();
    const options = await browser.challenge("/api/session/passkey");
    const answer = browser.authenticator.sign(options);
    const heard = await Promise.all(
      Array.from({ length: 5 }, () => browser.ask("POST", "/api/session/passkey", answer)),
    );
    expect(heard.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  test("is spent by a wrong answer, too", async () => {
    await made();
    const options = await browser.challenge("/api/session/passkey");
    const wrong = browser.authenticator.sign(options, { isUnverified: true });
    await browser.ask("POST", "/api/session/passkey", wrong);
    const right = browser.authenticator.sign(options);
    const heard = await browser.ask("POST", "/api/session/passkey", right);
    expect(heard.body).toMatchObject({ code: "challenge_over" });
  });

  test("is answered by the browser that it was given to", async () => {
    await made();
    const options = await browser.challenge("/api/session/passkey");
    const answer = browser.authenticator.sign(options);
    const [other, empty] = [new PasskeyOwner(api), new PasskeyOwner(api)];
    await other.challenge("/api/session/passkey");
    for (const stranger of [other, empty]) {
      const heard = await stranger.ask("POST", "/api/session/passkey", answer);
      expect(heard.body).toMatchObject({ code: "challenge_over" });
    }
    expect((await browser.ask("POST", "/api/session/passkey", answer)).status).toBe(201);
  });

  test("does not void those in other tabs of the same browser", async () => {
    await made();
    const first = await browser.challenge("/api/session/passkey");
    await browser.challenge("/api/session/passkey");
    const heard = await browser.ask(
      "POST",
      "/api/session/passkey",
      browser.authenticator.sign(first),
    );
    expect(heard.status).toBe(201);
  });

  test("lasts for five minutes", async () => {
    await made();
    const [early, late] = [
      await browser.challenge("/api/session/passkey"),
      await browser.challenge("/api/session/passkey"),
    ];
    api.clock.now += 5 * MINUTE_MS - 1;
    const inTime = browser.authenticator.sign(early);
    expect((await browser.ask("POST", "/api/session/passkey", inTime)).status).toBe(201);
    api.clock.now += 1;
    const heard = await browser.ask(
      "POST",
      "/api/session/passkey",
      browser.authenticator.sign(late),
    );
    expect(heard.body).toMatchObject({ code: "challenge_over" });
  });

  test("is good for nothing but what it was given for", async () => {
    await made();
    const proof = await browser.challenge("/api/proof/passkey", {}, ann);
    const heard = await browser.ask(
      "POST",
      "/api/session/passkey",
      browser.authenticator.sign(proof),
    );
    expect(heard.body).toMatchObject({ code: "challenge_over" });
  });

  test("for one person's new passkey makes none for another", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    const options = await browser.challenge("/api/passkeys", {}, ann);
    const answer = browser.authenticator.make(options);
    const heard = await browser.ask("POST", "/api/passkeys", answer, bob);
    expect(heard.body).toMatchObject({ code: "passkey_refused" });
    for (const who of [ann, bob]) expect((await waysOf(who)).passkeys).toEqual([]);
  });

  test("is kept in a cookie that no page reads and no other site sends", async () => {
    const plain = await browser.ask("POST", "/api/session/passkey/challenge", {});
    expect(plain.headers.get("Set-Cookie")).toMatch(
      /^browser=[\w-]{43}; Max-Age=1800; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const published = new PasskeyOwner(api, { origin: OTHER_ORIGIN });
    const secure = await published.ask("POST", "/api/session/passkey/challenge", {});
    expect(secure.headers.get("Set-Cookie")).toMatch(
      /^__Host-browser=[\w-]{43}; Max-Age=1800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  });

  test("is given to our own pages only, and they have to say so", async () => {
    for (const headers of [{ Origin: "https://evil.example" }, {}] as const) {
      const heard = await api.ask("POST", "/api/session/passkey/challenge", { body: {}, headers });
      expect(heard.body).toMatchObject({ code: "origin_forbidden" });
    }
  });

  test("is given thirty times a minute to one address, and answered as often as anyone signs in", async () => {
    // Where no address is known, ten times as many from all together.
    const statuses: number[] = [];
    for (let time = 0; time < 301; time += 1) {
      const heard = await browser.ask("POST", "/api/session/passkey/challenge", {});
      statuses.push(heard.status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(300);
    expect(statuses.at(-1)).toBe(429);
    await api.reset();
    ann = await api.found();
    const nothing = new Authenticator("http://localhost:1999");
    nothing.make({ challenge: "none", user: { id: "nobody" } });
    const answer = nothing.sign({ challenge: "none" });
    for (const [path, most, as] of [
      ["/api/session/passkey", 100, undefined],
      ["/api/proof/passkey", 200, ann],
    ] as const) {
      const codes = new Map<number, number>();
      for (let time = 0; time < most + 1; time += 1) {
        const { status } = await browser.ask("POST", path, answer, as);
        codes.set(status, (codes.get(status) ?? 0) + 1);
      }
      expect(codes).toEqual(
        new Map([
          [403, most],
          [429, 1],
        ]),
      );
    }
  });
});
