import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { refusal } from "#protocol/refusals.ts";
import { startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { newSecret } from "../auth/secret.ts";
import { unsubscribeToken } from "../mail/unsubscribe-token.ts";

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

const PATH = "/api/mail/unsubscribe";
const tokenOf = (who: SignedIn, secret = api.env.REFRESH_SECRET) =>
  unsubscribeToken(secret, { person: who.person.id, kind: "missed" });
const stopped = () => api.inboxes.asked.filter((asked) => asked.endsWith("stop mail"));

test("one press ends it, as a mail program presses it, without anyone signing in", async () => {
  const before = stopped().length;
  const heard = await api.ask("POST", `${PATH}?token=${await tokenOf(ann)}`, {
    body: "List-Unsubscribe=One-Click",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
  });
  expect(heard.status).toBe(204);
  expect(stopped().slice(before)).toEqual([`${ann.person.id}: stop mail`]);
});

test("opening the link changes nothing, and leads to a page with a button", async () => {
  const before = stopped().length;
  const token = await tokenOf(ann);
  const heard = await api.ask("GET", `${PATH}?token=${token}`);
  expect([heard.status, heard.headers.get("Location")]).toEqual([303, `/unsubscribe#${token}`]);
  const odd = await api.ask(
    "GET",
    `${PATH}?token=${encodeURIComponent("//evil.example/\r\nX: y")}`,
  );
  expect(odd.headers.get("Location")).toBe("/unsubscribe#%2F%2Fevil.example%2F%0D%0AX%3A%20y");
  expect(stopped()).toHaveLength(before);
});

test("what we have not made is refused: for somebody else, for something else, and by another community", async () => {
  const before = stopped().length;
  const bob = await api.join(await api.invite(ann), "Bob");
  const token = await tokenOf(ann);
  const seal = token.split(".")[2] ?? "";
  const forged = [
    "",
    "missed",
    `missed.${bob.person.id}.${seal}`,
    token.replace("missed", "signin"),
    `${token}x`,
    await tokenOf(ann, newSecret()),
  ];
  for (const one of forged) {
    const { status, body } = await api.ask("POST", `${PATH}?token=${encodeURIComponent(one)}`);
    expect([status, body]).toMatchObject([410, { code: "link_invalid" }]);
  }
  expect(stopped()).toHaveLength(before);
});

test("a link of a year ago is as good, and one that is pressed while an inbox is out of reach may be pressed again", async () => {
  const token = await tokenOf(ann);
  api.clock.now += 365 * 24 * 3_600_000;
  const away = {
    inboxes: {
      ...api.inboxes,
      stopMail: () => Promise.resolve({ ok: false as const, refusal: refusal("unavailable") }),
    },
  };
  const heard = await api.ask("POST", `${PATH}?token=${token}`, { world: away });
  expect([heard.status, heard.body]).toMatchObject([503, { retryable: true }]);
  expect((await api.ask("POST", `${PATH}?token=${token}`)).status).toBe(204);
});

test("a page of another site presses nothing", async () => {
  const headers = { Origin: "https://evil.example" };
  const heard = await api.ask("POST", `${PATH}?token=${await tokenOf(ann)}`, { headers });
  expect(heard.body).toMatchObject({ code: "origin_forbidden" });
});
