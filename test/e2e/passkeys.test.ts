import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { startParley, type Parley } from "../servers.ts";
import { expectAccessible } from "./browser.ts";
import { VirtualAuthenticator } from "./virtual-authenticator.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

const PASSWORD = "correct horse battery";

/** Browsers know passkeys by names, not by numbers. */
let url: string;
/** The path of a link into the community that Ann has made. */
let invite: string;

setStage();

beforeAll(async () => {
  url = nameOf(parley);
  invite = await foundWithInvite();
});
const nameOf = ({ port }: Parley) => `http://localhost:${port}`;

async function foundWithInvite(): Promise<string> {
  const ann = { name: "The Commons", displayName: "Ann", email: "ann@example.org" };
  const { accessToken } = await post("/api/community", { ...ann, password: PASSWORD });
  const { token } = await post("/api/invites", {}, accessToken);
  return `/join#${token}`;
}
async function post(path: string, body: object, token = ""): Promise<Record<string, string>> {
  const response = await fetch(url + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, string>;
}
async function fill(page: Page, name: string): Promise<void> {
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Email").fill(`${name.toLowerCase()}@example.org`);
}
async function openAccount(page: Page): Promise<void> {
  await page.getByRole("button", { name: /your menu$/ }).click();
  await page.getByRole("menuitem", { name: "Your account" }).click();
}
/** The next answer is the one that the server gives when the last proof is older than five minutes. */
async function asIfLongAgo(page: Page, path: string): Promise<void> {
  const body = { code: "proof_needed", title: "Show that it is you first." };
  const answer = {
    status: 403,
    contentType: "application/problem+json",
    body: JSON.stringify(body),
  };
  await page.route(`**${path}`, (route) => route.fulfill(answer), { times: 1 });
}
async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /your menu$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
}
const byPasskey = (page: Page) => page.getByRole("button", { name: "Sign in with a passkey" });
const rowsOf = (page: Page) => page.getByRole("list", { name: "Passkeys" }).getByRole("listitem");
const isInside = (page: Page) => page.getByRole("button", { name: /your menu$/ }).waitFor();
const hasFocus = (page: Page) =>
  page.evaluate("document.activeElement !== null && document.activeElement !== document.body");

test("a community is made, joined, entered and kept with passkeys alone", async () => {
  const empty = await startParley();
  onTestFinished(async () => {
    await empty.stop();
  });
  const ann = await Visitor.arrive(browser, nameOf(empty), "Ann");
  const { page } = ann;
  let authenticator = await VirtualAuthenticator.plugInto(page);

  await page.goto("/");
  await page.getByLabel("Name of the community").fill("The Commons");
  await fill(page, "Ann");
  expect(await page.getByLabel("Password", { exact: true }).count()).toBe(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create with a passkey" }).click();
  await isInside(page);
  expect(await authenticator.keeps()).toBe(1);

  // The button, while the list under the field waits.
  await authenticator.touches(false);
  await signOut(page);
  await byPasskey(page).waitFor();
  await expectAccessible(page);
  // A finger that comes before the browser asks is felt by both; one that comes after it, by none: the simulated one acts at once or never.
  const challenge = "**/api/session/passkey/challenge";
  const asked = page.waitForRequest(challenge);
  await page.route(challenge, async (route) => {
    await authenticator.touches(true);
    await route.continue();
  });
  await byPasskey(page).click();
  await asked;
  await isInside(page);
  await page.unroute(challenge);

  // The list under the field: nobody presses anything, the finger chooses what stands there.
  const entered = page.waitForResponse((answer) => answer.url().endsWith("/api/session/passkey"));
  await signOut(page);
  expect((await entered).status()).toBe(201);
  await isInside(page);

  await openAccount(page);
  await expect.poll(() => rowsOf(page).count()).toBe(1);
  await expectAccessible(page);

  // Another device, and a name for it.
  authenticator = await authenticator.swap();
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect.poll(() => rowsOf(page).count()).toBe(2);
  await rowsOf(page)
    .last()
    .getByRole("button", { name: /^Rename / })
    .click();
  const naming = page.getByRole("dialog");
  await naming.getByLabel("Name").fill("My tablet");
  await expectAccessible(page);
  await naming.getByRole("button", { name: "Rename" }).click();
  await rowsOf(page).getByText("My tablet").waitFor();
  expect(await hasFocus(page)).toBe(true);

  // The same device twice is no second passkey.
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await ann.sees("This device has a passkey of yours already.");

  await rowsOf(page)
    .first()
    .getByRole("button", { name: /^Remove / })
    .click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remove passkey" }).click();
  await expect.poll(() => rowsOf(page).count()).toBe(1);
  await expect.poll(() => hasFocus(page)).toBe(true);
  await page.getByRole("button", { name: "Remove My tablet" }).click();
  await page.getByRole("button", { name: "Remove passkey" }).click();
  await ann.sees("This is your only way to sign in. Add another first.");
  await page.keyboard.press("Escape");

  // Whoever is invited chooses the same.
  await page.goto("/");
  const link = await ann.makeInvite();
  const bob = await Visitor.arrive(browser, nameOf(empty), "Bob", { width: 390, height: 844 });
  const bobs = await VirtualAuthenticator.plugInto(bob.page);
  await bob.page.goto(link);
  await fill(bob.page, "Bob");
  await expectAccessible(bob.page);
  await bob.page.getByRole("button", { name: "Join with a passkey" }).click();
  await bob.page.waitForURL(`${nameOf(empty)}/`);
  expect(await bobs.keeps()).toBe(1);
  expect([...ann.complaints, ...bob.complaints]).toEqual([]);
});

test("whoever has a password adds a passkey and codes, and can do without the password", async () => {
  const cleo = await Visitor.arrive(browser, url, "Cleo", { width: 390, height: 844 });
  const { page } = cleo;
  const authenticator = await VirtualAuthenticator.plugInto(page);
  await page.goto(invite);
  await fill(page, "Cleo");
  await page.getByRole("button", { name: "Use a password instead" }).click();
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await authenticator.touches(false);
  await page.waitForURL(`${url}/`);
  await page.goto("/account");

  // Codes: shown once, to copy and to take along.
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  const shown = page.getByRole("list", { name: "New recovery codes" }).getByRole("listitem");
  await expect.poll(() => shown.count()).toBe(10);
  expect(await hasFocus(page)).toBe(true);
  await expectAccessible(page);
  const codes = await shown.allTextContents();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download", exact: true }).click();
  const file = await readFile(await (await downloading).path(), "utf8");
  for (const code of codes) expect(file).toContain(code);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await cleo.sees("10 of 10 codes are left.");
  expect(await hasFocus(page)).toBe(true);

  // A first passkey; the proof before the password goes is by it, because that is what they have now.
  await authenticator.touches(true);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect.poll(() => rowsOf(page).count()).toBe(1);
  await asIfLongAgo(page, "/api/password");
  await page.getByRole("button", { name: "Remove password" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove password" }).click();
  await page.getByRole("button", { name: "Use a passkey" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await cleo.sees("You have none, and need none.");
  expect(await page.getByLabel("Current password").count()).toBe(0);
  await expect.poll(() => hasFocus(page)).toBe(true);

  // Everything is lost but the drawer.
  await authenticator.touches(false);
  await page.context().clearCookies();
  await page.evaluate("localStorage.clear()");
  await page.goto("/");
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Email").fill("cleo@example.org");
  await dialog.getByLabel("Recovery code").fill("0000-0000-0000-0000");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await cleo.sees(/do not belong together, or the code has been used/);
  await expectAccessible(page);
  await dialog.getByLabel("Recovery code").fill(codes[3] ?? "");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.goto("/account");
  await cleo.sees("9 of 10 codes are left.");
  await page.getByLabel("New password").fill("a staple and a battery");
  await page.getByRole("button", { name: "Set a password" }).click();
  await page.getByLabel("Current password").waitFor();
  expect(cleo.complaints).toEqual([]);
});

test("a browser that cannot use passkeys hears of none where one signs in or up", async () => {
  const dora = await Visitor.arrive(browser, parley.url, "Dora");
  await dora.page.goto(invite);
  await dora.page.getByLabel("Password", { exact: true }).waitFor();
  expect(await dora.page.getByText(/passkey/i).count()).toBe(0);
  await dora.page.goto("/");
  await dora.page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
  expect(await dora.page.getByText(/passkey/i).count()).toBe(0);
});
