import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ADDRESS_LINK_MS, DOOR_LIMITS } from "#protocol/limits.ts";
import { PASSWORD, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { linkIn, tokenIn } from "../../test/mailed.ts";
import { sessionIn } from "../../test/passkey-owner.ts";

const [OLD, NEW] = ["ann@example.org", "ann@new.example"];

let api: TestApi;
let ann: SignedIn;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
});
afterAll(() => api.stop());

const address = async () => (await api.ask("GET", "/api/email", { token: ann.accessToken })).body;
const verify = () =>
  api.ask("POST", "/api/email/verification", { token: ann.accessToken, body: {} });
const change = (email: string) =>
  api.ask("PUT", "/api/email", { token: ann.accessToken, body: { email } });
const confirm = (token: string, who = ann) =>
  api.ask("POST", "/api/email/confirmation", { token: who.accessToken, body: { token } });
const lastTo = async (to: string) => (await api.mails(to)).at(-1);
const signIn = (email: string) =>
  api.ask("POST", "/api/session", { body: { email, password: PASSWORD } });

describe("one's address", () => {
  test("is known to be one's own once the link that was sent there was pressed", async () => {
    expect(await address()).toEqual({ email: OLD, isVerified: false });
    expect((await verify()).status).toBe(202);
    const mail = await lastTo(OLD);
    expect(linkIn(mail)).toMatch(/\/link#address\./);
    expect(await address()).toMatchObject({ isVerified: false });
    expect((await confirm(tokenIn(mail))).body).toEqual({ email: OLD });
    expect(await address()).toEqual({ email: OLD, isVerified: true });
    expect((await confirm(tokenIn(mail))).body).toMatchObject({ code: "link_invalid" });
  });

  test("changes when the new one has answered, and the old one is told", async () => {
    expect((await change(NEW)).status).toBe(202);
    const link = tokenIn(await lastTo(NEW));
    expect(await address()).toEqual({ email: OLD, isVerified: false });
    expect(await api.mails(OLD)).toEqual([]);
    expect((await confirm(link)).status).toBe(200);
    expect(await address()).toEqual({ email: NEW, isVerified: true });
    expect((await lastTo(OLD))?.subject).toBe("Club: Your address was changed");
    expect((await signIn(OLD)).status).toBe(401);
    expect((await signIn(NEW)).status).toBe(201);
  });

  test("takes a fresh proof to change", async () => {
    api.clock.now += 4 * 60_000 + 59_000;
    expect((await change(NEW)).status).toBe(202);
    api.clock.now += 1_000;
    expect((await change(NEW)).body).toMatchObject({ code: "proof_needed" });
  });

  test("of somebody else is not told to be theirs, and not taken; only its owner hears of it", async () => {
    await api.join(await api.invite(ann), "Bob");
    const heard = await change("bob@example.org");
    expect([heard.status, heard.body]).toEqual([202, null]);
    const mail = await lastTo("bob@example.org");
    expect(mail?.subject).toBe("Your address and Club");
    expect(mail?.text).not.toContain("#");
  });

  test("is not taken from whoever had it first", async () => {
    await change("bob@example.org");
    const link = tokenIn(await lastTo("bob@example.org"));
    await api.join(await api.invite(ann), "Bob");
    expect((await confirm(link)).body).toMatchObject({ code: "link_invalid" });
    expect(await address()).toMatchObject({ email: OLD });
  });

  test("is confirmed by nobody but its own person: whoever has the mailbox may be somebody else", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    await verify();
    const token = tokenIn(await lastTo(OLD));
    const out = await api.ask("POST", "/api/email/confirmation", { body: { token } });
    expect(out.body).toMatchObject({ code: "unauthenticated" });
    expect((await confirm(token, bob)).body).toMatchObject({ code: "other_browser" });
    expect(await address()).toEqual({ email: OLD, isVerified: false });
    // Nothing of it was spent.
    expect((await confirm(token)).status).toBe(200);
  });

  test("is asked for by a letter that says whose account it is for", async () => {
    await change("vera@example.org");
    const mail = await lastTo("vera@example.org");
    expect(mail?.text).toContain("signed in to Club as “Ann” says that this is their address.");
    expect(mail?.text).toMatch(/If you have made no account in Club, .* press nothing/);
  });

  test("goes where the last link says: an earlier one is void", async () => {
    await verify();
    const first = tokenIn(await lastTo(OLD));
    await change(NEW);
    const second = tokenIn(await lastTo(NEW));
    expect((await confirm(first)).body).toMatchObject({ code: "link_invalid" });
    expect((await confirm(second)).status).toBe(200);
  });

  test("is confirmed within an hour", async () => {
    await verify();
    const link = tokenIn(await lastTo(OLD));
    api.clock.now += ADDRESS_LINK_MS;
    const stillHere = sessionIn(await signIn(OLD));
    expect((await confirm(link, stillHere)).body).toMatchObject({ code: "link_invalid" });
  });

  test("says openly when one's own mailbox has had enough, which no stranger can bring about", async () => {
    for (let asked = 0; asked < DOOR_LIMITS.mailboxPerHour; asked += 1) {
      await api.ask("POST", "/api/mail/reset", { body: { email: OLD } });
      await api.settle();
    }
    for (let asked = 0; asked < DOOR_LIMITS.mailboxPerHour; asked += 1) {
      expect((await verify()).status).toBe(202);
      api.clock.now += 30_000;
    }
    expect((await verify()).body).toMatchObject({ code: "rate_limited" });
  });
});

describe("what has happened to an account", () => {
  test("is told by mail: a new password, and a copied session", async () => {
    const changed = await api.ask("PUT", "/api/password", {
      token: ann.accessToken,
      body: { current: PASSWORD, password: "a staple and a battery" },
    });
    expect(changed.status).toBe(204);
    expect((await lastTo(OLD))?.subject).toBe("Club: Your password was changed");
    const refresh = () => api.ask("POST", "/api/session/refresh", { body: {}, cookie: ann.cookie });
    expect((await refresh()).status).toBe(200);
    api.clock.now += 60_000;
    expect((await refresh()).body).toMatchObject({ code: "session_expired" });
    expect((await lastTo(OLD))?.subject).toBe("Club: One of your devices was signed out");
  });

  test("is told however often strangers have had mail sent there", async () => {
    for (let asked = 0; asked < DOOR_LIMITS.mailboxPerHour + 1; asked += 1) {
      await api.ask("POST", "/api/mail/reset", { body: { email: OLD } });
      await api.settle();
      api.clock.now += 20_000;
    }
    await api.ask("PUT", "/api/password", {
      token: ann.accessToken,
      body: { current: PASSWORD, password: "a staple and a battery" },
    });
    expect((await lastTo(OLD))?.subject).toBe("Club: Your password was changed");
  });
});
