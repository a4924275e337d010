import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { newMaker } from "../../test/attestation-certificate.ts";
import { Authenticator } from "../../test/authenticator.ts";
import { PasskeyOwner, sessionIn } from "../../test/passkey-owner.ts";

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
const refresh = (who: SignedIn) =>
  api.ask("POST", "/api/session/refresh", { body: {}, cookie: who.cookie });

describe("a passkey", () => {
  test("is added, listed, named, and signs in with nothing typed", async () => {
    const { id, name } = await made();
    expect(name).toBe("Unknown device");
    await browser.ask("PUT", `/api/passkeys/${id}`, { name: " My  phone " }, ann);
    const entered = await browser.signIn();
    expect(entered.status).toBe(201);
    expect(sessionIn(entered).person).toMatchObject({ id: ann.person.id, name: "Ann" });
    expect((await waysOf(ann)).passkeys).toEqual([
      {
        id,
        name: "My phone",
        createdAt: api.clock.now,
        lastUsedAt: api.clock.now,
        isBackedUp: false,
      },
    ]);
  });

  test("of an account with several signs in whichever it is", async () => {
    const other = new PasskeyOwner(api);
    expect((await made()).name).toBe("Unknown device");
    expect((await made(other)).name).toBe("Unknown device 2");
    expect(sessionIn(await other.signIn()).person.id).toBe(ann.person.id);
    expect(sessionIn(await browser.signIn()).person.id).toBe(ann.person.id);
  });

  test("is asked for with everything that makes it one, and never twice on one device", async () => {
    const { id } = await made();
    const { body } = await browser.ask("POST", "/api/passkeys/challenge", {}, ann);
    expect(body).toMatchObject({
      options: {
        rp: { id: "localhost", name: "Club" },
        user: { name: "ann@example.org", displayName: "Ann" },
        attestation: "none",
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        excludeCredentials: [{ id }],
      },
    });
    const toSign = await browser.challenge("/api/session/passkey");
    expect(toSign).toMatchObject({ rpId: "localhost", userVerification: "required" });
  });

  test("belongs to the domain that an operator has named, where the page is under it", async () => {
    const asked = (origin: string) =>
      api.ask("POST", "/api/session/passkey/challenge", {
        body: {},
        headers: { Origin: origin },
        world: { env: { ...api.env, RP_ID: "example.org" } },
      });
    expect((await asked(OTHER_ORIGIN)).body).toMatchObject({ options: { rpId: "example.org" } });
    expect((await asked("http://localhost:1999")).body).toMatchObject({
      options: { rpId: "localhost" },
    });
  });

  test("takes a fresh proof to be added or removed, and is one", async () => {
    const { id } = await made();
    api.clock.now += 6 * MINUTE_MS;
    ann = sessionIn(await refresh(ann));
    api.clock.now += 1_000;
    for (const [method, path, body] of [
      ["POST", "/api/passkeys/challenge", {}],
      ["DELETE", `/api/passkeys/${id}`, undefined],
      ["POST", "/api/recovery-codes", {}],
      ["DELETE", "/api/password", undefined],
    ] as const) {
      const heard = await browser.ask(method, path, body, ann);
      expect(heard.body).toMatchObject({ code: "proof_needed" });
    }
    expect((await browser.prove(ann)).status).toBe(204);
    expect((await browser.ask("DELETE", `/api/passkeys/${id}`, undefined, ann)).status).toBe(204);
  });

  test("of somebody else's proves nothing", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    const other = new PasskeyOwner(api);
    await made();
    await made(other, bob);
    const options = await browser.challenge("/api/proof/passkey", {}, ann);
    const answer = other.authenticator.sign(options);
    const heard = await browser.ask("POST", "/api/proof/passkey", answer, ann);
    expect(heard.body).toMatchObject({ code: "passkey_refused" });
  });

  test("proves nothing by a challenge that another was given in the same browser", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    await made(browser, bob);
    const options = await browser.challenge("/api/proof/passkey", {}, ann);
    const answer = browser.authenticator.sign(options);
    const heard = await browser.ask("POST", "/api/proof/passkey", answer, bob);
    expect(heard.body).toMatchObject({ code: "passkey_refused" });
  });

  test("of somebody else's is neither renamed nor removed, nor told from one that is none", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    const { id } = await made();
    for (const method of ["PUT", "DELETE"] as const) {
      const body = method === "PUT" ? { name: "Mine" } : undefined;
      const [theirs, none] = [
        await browser.ask(method, `/api/passkeys/${id}`, body, bob),
        await browser.ask(method, "/api/passkeys/none", body, bob),
      ];
      expect(theirs).toMatchObject({ status: 404, body: none.body });
    }
    expect((await waysOf(ann)).passkeys).toMatchObject([{ id, name: "Unknown device" }]);
  });

  test("of someone who was put out lets nobody in", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    await made(browser, bob);
    await api.database.client.execute({
      sql: "update accounts set banned_at = 1 where id = ?",
      args: [bob.person.id],
    });
    expect((await browser.signIn()).body).toMatchObject({ code: "banned" });
  });

  test("is one of twenty at most", async () => {
    const rows = Array.from({ length: 20 }, (_, number) => ({
      sql: `insert into passkeys (id, account_id, name, public_key, counter, transports, is_backed_up, created_at)
        values (?, ?, 'Key', '', 0, '[]', 0, 0)`,
      args: [`key-${number}`, ann.person.id],
    }));
    await api.database.client.batch(rows);
    expect((await browser.add(ann)).body).toMatchObject({ code: "passkeys_full" });
  });
});

describe("what a passkey says", () => {
  test.each([
    ["another origin", { origin: OTHER_ORIGIN }],
    ["an origin that only begins like ours", { origin: "http://localhost:19990" }],
    ["another domain", { rpId: "evil.example" }],
    ["that nobody was asked for a finger, a face or a PIN", { isUnverified: true }],
    ["that it was asked in a frame of another site's", { isInFrame: true }],
  ])("is refused with %s, when it signs in and when it is made", async (_what, faults) => {
    const refused = { status: 403, body: { code: "passkey_refused" } };
    expect(await browser.add(ann, faults)).toMatchObject(refused);
    expect((await waysOf(ann)).passkeys).toEqual([]);
    // Only the answers are wrong from here on: the passkey itself is good.
    await made();
    expect(await browser.signIn(faults)).toMatchObject(refused);
    expect((await browser.signIn()).status).toBe(201);
  });

  test("is refused when another passkey has signed in its name", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    const other = new PasskeyOwner(api);
    const { id } = await made();
    await made(other, bob);
    expect((await other.signIn({ id })).body).toMatchObject({ code: "passkey_refused" });
    expect(
      (await other.signIn({ id, userHandle: browser.authenticator.keys[0]?.userHandle ?? "" }))
        .body,
    ).toMatchObject({ code: "passkey_refused" });
  });

  test.each([["someone-else"], [null]])(
    "is refused when it does not name its owner but %s",
    async (userHandle) => {
      await made();
      const heard = await browser.signIn({ userHandle });
      expect(heard.body).toMatchObject({ code: "passkey_refused" });
    },
  );

  test("is refused when nobody here knows it", async () => {
    await made();
    await api.database.client.execute("delete from passkeys");
    expect((await browser.signIn()).body).toMatchObject({ code: "passkey_unknown" });
  });

  test("never takes over one that is known by its id", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    const { id } = await made();
    const thief = new PasskeyOwner(api);
    expect((await thief.add(bob, { id })).body).toMatchObject({ code: "passkey_exists" });
    expect(sessionIn(await browser.signIn()).person.id).toBe(ann.person.id);
  });

  test("is refused with a certificate that nobody asked for, though it is a good one", async () => {
    const { certificate, sign } = newMaker();
    const vouchedFor = (toSign: Buffer) => {
      const attStmt = new Map<string, number | Buffer | Buffer[]>([
        ["alg", -7],
        ["sig", sign(toSign)],
        ["x5c", [certificate]],
      ]);
      return { fmt: "packed", attStmt };
    };
    const heard = await browser.add(ann, { attestation: vouchedFor });
    expect(heard.body).toMatchObject({ code: "passkey_refused" });
  });

  test("is refused when it cannot be read, and is no fault of ours", async () => {
    const failed = vi.spyOn(console, "error").mockImplementation(() => {});
    const options = await browser.challenge("/api/passkeys", {}, ann);
    const answer = { ...browser.authenticator.make(options), attestationObject: "AAAA" };
    const heard = await browser.ask("POST", "/api/passkeys", answer, ann);
    expect(heard.body).toMatchObject({ code: "passkey_refused" });
    expect(failed).not.toHaveBeenCalled();
    failed.mockRestore();
  });
});

describe("a passkey's count", () => {
  /** A passkey that has signed a few times, and a copy of it as it was before. */
  async function copied(isBackedUp: boolean) {
    const authenticator = new Authenticator("http://localhost:1999", { isBackedUp });
    authenticator.step = 1;
    const owner = new PasskeyOwner(api, { authenticator });
    await made(owner);
    const copy = new Authenticator("http://localhost:1999", { isBackedUp });
    copy.step = 1;
    copy.keys.push(...authenticator.keys.map((key) => ({ ...key })));
    for (let time = 0; time < 3; time += 1) expect((await owner.signIn()).status).toBe(201);
    return new PasskeyOwner(api, { authenticator: copy });
  }

  test("that goes back is refused and told to the operator", async () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    const thief = await copied(false);
    expect((await thief.signIn()).body).toMatchObject({ code: "passkey_refused" });
    const lines = told.mock.calls.map(([line]) => JSON.parse(String(line)) as object);
    expect(lines).toMatchObject([
      { event: "passkey.counter_went_back", person: ann.person.id, accepted: 0 },
    ]);
    told.mockRestore();
  });

  test("may go back for one that is copied on purpose, and is told all the same", async () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    const tablet = await copied(true);
    expect((await tablet.signIn()).status).toBe(201);
    expect(told.mock.calls.flat().join()).toContain(`"accepted":1`);
    told.mockRestore();
  });

  test("lets one in of two copies that say the same at the same time", async () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    const authenticator = new Authenticator("http://localhost:1999");
    const owner = new PasskeyOwner(api, { authenticator });
    await made(owner);
    authenticator.step = 1;
    const options = [
      await owner.challenge("/api/session/passkey"),
      await owner.challenge("/api/session/passkey"),
    ];
    const key = authenticator.keys[0];
    const answers = options.map((each) => authenticator.sign(each, {}, key && { ...key }));
    const heard = await Promise.all(
      answers.map((answer) => owner.ask("POST", "/api/session/passkey", answer)),
    );
    expect(heard.filter(({ status }) => status === 201)).toHaveLength(1);
    told.mockRestore();
  });
});
