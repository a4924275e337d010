import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeEach, beforeAll, expect, test } from "vitest";
import { startReleases, type Releases } from "../releases.ts";
import { startParley, type Parley } from "../servers.ts";
import { WirePerson } from "../wire/person.ts";
import { expectAccessible, keepScreens, openBrowser, withServiceWorker } from "./browser.ts";
import { Visitor } from "./visitor.ts";

let browser: Browser;
let parley: Parley;
let host: Releases;

withServiceWorker();

beforeAll(async () => {
  browser = await openBrowser();
});

beforeEach(async () => {
  host = await startReleases(() => parley.port);
  parley = await startParley({ origin: host.url });
});

afterEach(async ({ task }) => {
  await keepScreens(browser, task);
  await host.stop();
  await parley.stop();
});

afterAll(() => browser.close());

test("a new version offers itself, and no tab loses a draft or a message to it", async () => {
  const { visitor, room } = await settled();
  const { page } = visitor;
  const other = await page.context().newPage();
  await other.goto(`/rooms/${room}`);
  await other.getByRole("textbox", { name: "Message Kitchen" }).waitFor();
  await host.release("two");
  await lookForNewer(page);
  await visitor.sees("A new version is ready.");
  await expectAccessible(page);
  // Nobody is made to.
  expect(await releaseOf(page)).toBeNull();

  await page.context().setOffline(true);
  await visitor.write("Kitchen", "not sent yet");
  await visitor.composer("Kitchen").fill("half a thou");
  await page.getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => releaseOf(page)).toBe("two");
  await expect.poll(() => releaseOf(other)).toBe("two");
  await visitor.seesSaid("not sent yet");
  await expect.poll(() => visitor.composer("Kitchen").inputValue()).toBe("half a thou");
  await page.context().setOffline(false);
  await expect.poll(() => visitor.confirmed(), { timeout: 40_000 }).toContain("Ann: not sent yet");
  expect(await page.getByText("A new version is ready.").count()).toBe(0);
}, 90_000);

test("a tab with an open dialog is not reloaded under somebody's hands", async () => {
  const { visitor, room } = await settled();
  const other = await visitor.page.context().newPage();
  await other.goto(`/rooms/${room}`);
  await other.getByRole("button", { name: "New room" }).first().click();
  await other.getByLabel("Name").fill("Attic");
  await host.release("two");
  await lookForNewer(visitor.page);
  await visitor.page.getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => releaseOf(visitor.page)).toBe("two");
  await other.getByText("A new version is ready.").waitFor();
  expect(await other.getByLabel("Name").inputValue()).toBe("Attic");
  expect(await releaseOf(other)).toBeNull();
});

test("with no tab open it takes over by itself", async () => {
  const { visitor } = await settled();
  await host.release("two");
  await lookForNewer(visitor.page);
  await visitor.sees("A new version is ready.");
  const context = visitor.page.context();
  await visitor.page.close();
  const later = await context.newPage();
  // The browser takes a moment to see that the last one is gone.
  const opened = async () => {
    await later.goto("about:blank");
    await later.goto(host.url);
    return releaseOf(later);
  };
  await expect.poll(opened, { timeout: 30_000 }).toBe("two");
});

test("a part that is gone with an old version leads to the new one, never to a blank page", async () => {
  const { visitor } = await settled();
  const { page } = visitor;
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        if (request.url.includes("account-page")) await cache.delete(request);
    }
  });
  await visitor.composer("Kitchen").fill("half a thou");
  await host.release("two", (file) => file.startsWith("account-page"));
  await page.getByRole("button", { name: /your menu$/ }).click();
  await page.getByRole("menuitem", { name: /account/i }).click();
  await visitor.sees("This part could not be loaded");
  await visitor.sees("There is a newer version");
  await expectAccessible(page);
  await page.getByRole("alert").getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => releaseOf(page)).toBe("two");
  // The rest of the page was there all the while.
  await page.getByRole("link", { name: "Kitchen" }).click();
  await expect.poll(() => visitor.composer("Kitchen").inputValue()).toBe("half a thou");
});

test("a server that hangs keeps nobody from the version that is here already", async () => {
  const { visitor } = await settled();
  await host.release("two");
  await lookForNewer(visitor.page);
  await visitor.sees("A new version is ready.");
  host.hang();
  await visitor.page.getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => releaseOf(visitor.page)).toBe("two");
});

test("a tab that was loading while another version took over follows when it is loaded", async () => {
  const { visitor, room } = await settled();
  const other = await visitor.page.context().newPage();
  await other.addInitScript(NEVER_IDLE);
  await other.goto(`/rooms/${room}`);
  await other.getByRole("textbox", { name: "Message Kitchen" }).fill("half a thou");
  await host.release("two");
  await lookForNewer(visitor.page);
  await visitor.page.getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => releaseOf(visitor.page)).toBe("two");
  expect(await releaseOf(other)).toBeNull();
  await other.evaluate("beIdle()");
  await expect.poll(() => releaseOf(other)).toBe("two");
  const draft = other.getByRole("textbox", { name: "Message Kitchen" });
  await expect.poll(() => draft.inputValue()).toBe("half a thou");
});

test("a page from before a deploy follows the first service worker, which is from after it", async () => {
  const room = await kitchen();
  const visitor = await Visitor.arrive(browser, host.url, "Ann");
  await visitor.page.addInitScript(NEVER_IDLE);
  await visitor.signIn(`/rooms/${room}`);
  await visitor.composer("Kitchen").fill("half a thou");
  await host.release("two");
  await visitor.page.evaluate("beIdle()");
  await expect.poll(() => releaseOf(visitor.page)).toBe("two");
  await expect.poll(() => visitor.composer("Kitchen").inputValue()).toBe("half a thou");
});

test("a page that the browser has thrown out of its storage is not loaded over and over", async () => {
  const { visitor } = await settled();
  const { page } = visitor;
  await page.evaluate(async () => {
    for (const name of await caches.keys()) await (await caches.open(name)).delete("/");
  });
  await host.release("two");
  let loaded = 0;
  page.on("load", () => (loaded += 1));
  await page.reload();
  await visitor.sees("A new version is ready.");
  await page.getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => servesItself(page)).toBe(true);
  // By hand, once because another version serves it, and once because it was pressed.
  expect(loaded).toBeLessThanOrEqual(3);
});

/** What a page does when it has nothing else to do waits until the test says so. */
const NEVER_IDLE = `{
  const works = [];
  window.requestIdleCallback = (work) => works.push(work);
  window.beIdle = () => works.splice(0).forEach((work) => work());
}`;

/** Somebody in a room, with the program kept on the device. */
async function settled() {
  const room = await kitchen();
  const visitor = await Visitor.arrive(browser, host.url, "Ann");
  await visitor.signIn(`/rooms/${room}`);
  await visitor.composer("Kitchen").waitFor();
  await visitor.page.evaluate(() => navigator.serviceWorker.ready);
  await visitor.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return { visitor, room };
}

async function kitchen(): Promise<string> {
  const ann = await WirePerson.founder(parley.url);
  return ann.createRoom("Kitchen");
}

/** As it happens by itself on waking and every hour. */
async function lookForNewer(page: Page): Promise<void> {
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
}

async function releaseOf(page: Page): Promise<string | null> {
  const told = page.locator('meta[name="release"]');
  return (await told.count()) === 0 ? null : told.getAttribute("content");
}

/** Whether this page is of the version that serves it. */
function servesItself(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const { port1, port2 } = new MessageChannel();
    const told = new Promise((resolve) => {
      port1.addEventListener("message", ({ data }) => resolve(data));
    });
    port1.start();
    navigator.serviceWorker.controller?.postMessage("which version", [port2]);
    return (await told) === document.querySelector('meta[name="version"]')?.getAttribute("content");
  });
}
