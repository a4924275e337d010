import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { freePort } from "../../scripts/free-port.ts";
import { startOidcProvider, type OidcProvider } from "../oidc-provider.ts";
import { startParley, type Parley } from "../servers.ts";
import { expectAccessible, keepScreens, openBrowser } from "./browser.ts";
import { Visitor } from "./visitor.ts";

let browser: Browser;
let hall: OidcProvider;
let parley: Parley;

beforeAll(async () => {
  const port = await freePort();
  [browser, hall] = await Promise.all([
    openBrowser(),
    startOidcProvider([`http://127.0.0.1:${port}`]),
  ]);
  hall.add({ sub: "bob-1", name: "Bob", email: "bob@hall.example", email_verified: true });
  hall.add({ sub: "ann-1", name: "Ann Over There", email: "ann@hall.example" });
  parley = await startParley({ port, oidcProviders: JSON.stringify([hall.settings]) });
});
afterEach(({ task }) => keepScreens(browser, task));
afterAll(async () => {
  await browser.close();
  await Promise.all([parley.stop(), hall.stop()]);
});

test("someone joins by an invite through another site, signs out, and is signed in by it again", async () => {
  const ann = await Visitor.arrive(browser, parley.url, "Ann");
  await ann.createCommunity("The Commons");
  await ann.createRoom("Kitchen", "What is cooking");
  const link = await ann.makeInvite();

  const { page, complaints } = await Visitor.arrive(browser, parley.url, "Bob");
  await page.goto(link);
  await page.getByRole("button", { name: "Continue with Town Hall" }).click();
  await showOneself(page, "bob-1");
  await page.getByRole("heading", { name: "Join The Commons" }).waitFor();
  await page.getByText("bob@hall.example").waitFor();
  await expectAccessible(page);
  expect(await page.getByLabel("Your name").inputValue()).toBe("Bob");
  await page.getByLabel("Your name").fill("Bobby");
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.getByRole("button", { name: /Bobby.*your menu$/ }).waitFor();

  await signOut(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Continue with Town Hall" }).click();
  // The site knows them still and asks nothing; its way back is another site's doing, and yet the strict cookie stays.
  await page.getByRole("button", { name: /Bobby.*your menu$/ }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/");
  const cookies = await page.context().cookies(parley.url);
  expect(cookies.find(({ name }) => name === "rt")).toMatchObject({
    sameSite: "Strict",
    httpOnly: true,
  });
  await page.reload();
  await page.getByRole("button", { name: /Bobby.*your menu$/ }).waitFor();
  expect(complaints).toEqual([]);
});

test("an account elsewhere is linked, signs one in, and is unlinked; someone unknown is told what to do", async () => {
  const ann = await Visitor.arrive(browser, parley.url, "Ann", { width: 390, height: 844 });
  const { page, complaints } = ann;
  await page.goto("/");
  await page.getByRole("button", { name: "Continue with Town Hall" }).click();
  await showOneself(page, "ann-1");
  await ann.sees("Nobody here knows that account");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Go to the first page" }).click();
  await ann.signIn();
  await page.getByRole("link", { name: "Kitchen" }).waitFor();

  await page.goto("/account");
  const linked = page.getByRole("list", { name: "Linked accounts" });
  await page.getByRole("button", { name: "Link Town Hall", exact: true }).click();
  await linked.getByText("ann@hall.example").waitFor();
  await expect.poll(() => linked.evaluate((list) => list === document.activeElement)).toBe(true);
  await expectAccessible(page);

  await signOut(page);
  await page.getByRole("button", { name: "Continue with Town Hall" }).click();
  await page.getByRole("link", { name: "Kitchen" }).waitFor();

  await page.goto("/account");
  await page.getByRole("button", { name: "Unlink Town Hall" }).click();
  await page.getByRole("button", { name: "Link Town Hall", exact: true }).waitFor();
  expect(await linked.getByRole("listitem").count()).toBe(0);
  expect(complaints).toEqual([]);
});

async function showOneself(page: Page, login: string): Promise<void> {
  await page.getByLabel("Who are you?").fill(login);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function signOut(page: Page): Promise<void> {
  // On a phone the menu is on the first screen only.
  await page.goto("/");
  await page.getByRole("button", { name: /your menu$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Email").waitFor();
}
