import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PASSWORD, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { PasskeyOwner, sessionIn } from "../../test/passkey-owner.ts";
import { Providers } from "../auth/oidc/provider.ts";
import type { World } from "./world.ts";

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

const ISSUER = "https://id.example.org";
const Made = v.object({ id: v.string() });
const addPasskey = async (owner = browser) => v.parse(Made, (await owner.add(ann)).body).id;
const removePasskey = (id: string, who = ann) =>
  api.ask("DELETE", `/api/passkeys/${id}`, { token: who.accessToken });
const removePassword = (who = ann, world?: Partial<World>) =>
  api.ask("DELETE", "/api/password", { token: who.accessToken, ...(world && { world }) });
const refresh = (who: SignedIn) =>
  api.ask("POST", "/api/session/refresh", { body: {}, cookie: who.cookie });
const signIn = () =>
  api.ask("POST", "/api/session", { body: { email: "ann@example.org", password: PASSWORD } });

const addIdentity = () =>
  api.database.client.execute({
    sql: `insert into identities (issuer, subject, account_id, label, created_at)
      values (?, '7', ?, 'ann at home', 5)`,
    args: [ISSUER, ann.person.id],
  });
const verifyEmail = () => api.database.client.execute("update emails set verified_at = 5");

describe("the last way in", () => {
  test("is not removed, be it a password or a passkey", async () => {
    expect((await removePassword()).body).toMatchObject({ code: "last_way_in" });
    const id = await addPasskey();
    expect((await removePassword()).status).toBe(204);
    expect((await signIn()).body).toMatchObject({ code: "sign_in_failed" });
    expect((await removePasskey(id)).body).toMatchObject({ code: "last_way_in" });
    expect((await browser.signIn()).status).toBe(201);
  });

  test("is not a password for whoever another site knows, while one may come by that site", async () => {
    await addIdentity();
    expect((await removePassword()).body).toMatchObject({ code: "last_way_in" });
    const site = { id: "home", name: "Home", issuer: ISSUER, clientId: "parley" };
    const offered = v.parse(Providers, [site]);
    const env = { ...api.env, OIDC_PROVIDERS: offered };
    expect((await removePassword(ann, { env })).status).toBe(204);
  });

  test("is not a password for whoever can be mailed a link, while mail is sent", async () => {
    await verifyEmail();
    expect((await removePassword(ann, { mailer: null })).body).toMatchObject({
      code: "last_way_in",
    });
    expect((await removePassword()).status).toBe(204);
  });

  test("is not a passkey for whoever has another, and recovery codes count for nothing", async () => {
    const [first, second] = [await addPasskey(), await addPasskey(new PasskeyOwner(api))];
    await removePassword();
    await api.ask("POST", "/api/recovery-codes", { token: ann.accessToken, body: {} });
    expect((await removePasskey(first)).status).toBe(204);
    expect((await removePasskey(second)).body).toMatchObject({ code: "last_way_in" });
  });

  test("is left when two are removed at the same time", async () => {
    const id = await addPasskey();
    const heard = await Promise.all([removePasskey(id), removePassword()]);
    expect(heard.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
  });

  test("is nobody else's affair: another's ways do not count", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    await browser.add(bob);
    expect((await removePassword()).body).toMatchObject({ code: "last_way_in" });
  });
});

describe("a way that is gone", () => {
  test("ends every other session and tells their rooms, and leaves this one", async () => {
    const room = "01a205b3-d000-7343-8bd8-c829d6a705f5";
    await api.database.client.batch([
      {
        sql: "insert into rooms (id, name, name_key, topic, created_by, created_at, members) values (?, 'Tea', 'tea', '', ?, 1, 1)",
        args: [room, ann.person.id],
      },
      {
        sql: "insert into memberships (room_id, person_id, role, since) values (?, ?, 'member', 1)",
        args: [room, ann.person.id],
      },
    ]);
    const id = await addPasskey();
    for (const remove of [
      () => removePasskey(id),
      () => addPasskey().then(() => removePassword()),
    ]) {
      const thief = sessionIn(await signIn());
      api.rooms().asked.length = 0;
      expect((await remove()).status).toBe(204);
      expect((await refresh(thief)).status).toBe(401);
      const kept = await refresh(ann);
      expect(kept.status).toBe(200);
      ann = { ...ann, cookie: kept.cookie ?? "" };
      expect(api.rooms().asked.some((line) => line.startsWith(`${room}: signed out`))).toBe(true);
    }
  });

  test("that could not be removed ends nothing", async () => {
    const phone = sessionIn(await signIn());
    await removePassword();
    expect((await refresh(phone)).status).toBe(200);
  });

  test("cannot be removed again", async () => {
    const id = await addPasskey();
    await removePasskey(id);
    expect((await removePasskey(id)).body).toMatchObject({ code: "not_found" });
    await addPasskey();
    await removePassword();
    expect((await removePassword()).body).toMatchObject({ code: "not_found" });
  });

  test("signs nobody in any more, also not with a challenge that was given before", async () => {
    const id = await addPasskey();
    const options = await browser.challenge("/api/session/passkey");
    await removePasskey(id);
    const answer = browser.authenticator.sign(options);
    const heard = await browser.ask("POST", "/api/session/passkey", answer);
    expect(heard.body).toMatchObject({ code: "passkey_unknown" });
  });
});

test("whoever has no password sets a first one", async () => {
  await addPasskey();
  await removePassword();
  const body = { password: "a staple and a battery" };
  expect((await api.ask("PUT", "/api/password", { token: ann.accessToken, body })).status).toBe(
    204,
  );
  const again = await api.ask("POST", "/api/session", {
    body: { email: "ann@example.org", ...body },
  });
  expect(again.status).toBe(201);
});

test("its owner hears by mail of every change, in case it was not them", async () => {
  const [first, second] = [await addPasskey(), await addPasskey(new PasskeyOwner(api))];
  await removePasskey(first);
  await removePassword();
  const made = await api.ask("POST", "/api/recovery-codes", { token: ann.accessToken, body: {} });
  const { codes } = v.parse(v.object({ codes: v.array(v.string()) }), made.body);
  const body = { email: "ann@example.org", code: codes[0] };
  expect((await api.ask("POST", "/api/session/recovery", { body })).status).toBe(201);
  const mails = await api.mails("ann@example.org");
  expect(mails.map(({ subject }) => subject).toSorted()).toEqual([
    "Club: A passkey was added",
    "Club: A passkey was added",
    "Club: A passkey was removed",
    "Club: A recovery code was used",
    "Club: New recovery codes were made",
    "Club: Your password was removed",
  ]);
  expect(JSON.stringify(mails)).not.toContain(second);
  for (const code of codes) expect(JSON.stringify(mails)).not.toContain(code);
});

test("the ways say everything that lets one in, and nothing that would", async () => {
  await addIdentity();
  await verifyEmail();
  await addPasskey();
  const { body } = await api.ask("GET", "/api/ways", { token: ann.accessToken });
  expect(body).toMatchObject({
    email: "ann@example.org",
    isEmailVerified: true,
    password: true,
    identities: [{ issuer: "https://id.example.org", label: "ann at home", createdAt: 5 }],
  });
  expect(JSON.stringify(body)).not.toMatch(/scrypt|publicKey|public_key|subject/);
});
