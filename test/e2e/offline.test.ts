import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { WirePerson } from "../wire/person.ts";
import { expectAccessible, withServiceWorker } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

const GENEROUS = { sendBurst: 1_000, sendsPerSecond: 1_000, framesPerMinute: 10_000 };

withServiceWorker();
setStage({ limits: GENEROUS });

test("without a network it opens with what was kept, takes what is written, and sends it in order later", async () => {
  const ann = await WirePerson.founder(parley.url);
  const room = await ann.createRoom("Kitchen");
  // Never looked into in this browser.
  const attic = await ann.createRoom("Attic");
  const lines = Array.from({ length: 100 }, (_, i) => `box ${i + 1}`);
  for (const body of lines) await ann.command(attic, { type: "message.post", body });
  const visitor = await Visitor.arrive(browser, parley.url, "Ann");
  const { page } = visitor;
  await visitor.signIn(`/rooms/${room}`);
  await visitor.composer("Kitchen").waitFor();
  await visitor.write("Kitchen", "said while there was a network");
  await visitor.hasNothingWaiting();
  const saved = page.waitForResponse("**/api/bookmarks/**");
  await page.getByRole("article", { name: /said while/ }).focus();
  await page.keyboard.press("b");
  await saved;
  await untilKept(page);
  await untilHeld(page, lines.length);

  await page.context().setOffline(true);
  await parley.kill();
  await page.reload();
  await visitor.seesSaid("said while there was a network");
  await visitor.write("Kitchen", "first in the tunnel");
  await visitor.write("Kitchen", "second in the tunnel");
  await visitor.sees("No connection. 2 messages will be sent when you are back.");
  // Nothing is lost when the tunnel is long.
  await page.reload();
  await visitor.seesSaid("second in the tunnel");
  await page.getByRole("link", { name: "People" }).click();
  await visitor.sees("You are offline");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Saved", exact: true }).click();
  await page
    .getByRole("list", { name: "Saved messages" })
    .getByText("said while there was a network")
    .waitFor();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Attic" }).click();
  await visitor.seesSaid("box 100");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("?bÓx 3");
  await page.getByRole("option", { name: /box 3\b/ }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "People" }).click();

  await parley.restart();
  await page.context().setOffline(false);
  await page.getByRole("heading", { name: "You are offline" }).waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Kitchen" }).click();
  const said = async () => {
    const { messages } = await ann.history(room, "?limit=100");
    return messages.flatMap((event) => (event.type === "message.posted" ? [event.body] : []));
  };
  await expect
    .poll(said, { timeout: 20_000 })
    .toEqual(["said while there was a network", "first in the tunnel", "second in the tunnel"]);
  await visitor.hasNothingWaiting();
  expect(visitor.complaints).toEqual([]);

  // On a shared computer nothing of hers is left, and what the next person gets is the program alone.
  await page.getByRole("button", { name: /your menu$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  const left = await page.evaluate(async () => ({
    keys: Object.keys(localStorage).filter((key) => key !== "parley-language"),
    databases: await indexedDB.databases(),
    answers: (
      await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
    )
      .flat()
      .map(({ url }) => new URL(url).pathname)
      .filter((path) => !/^\/($|assets\/|[^/]+\.[a-z]+$)/.test(path)),
  }));
  expect(left).toEqual({ keys: [], databases: [], answers: [] });
}, 120_000);

test("a part beside a room that cannot be loaded takes nothing away, and comes when it can be", async () => {
  const visitor = await Visitor.arrive(browser, parley.url, "Ann");
  const isCut = /\/assets\/(room-people|sidebar)-/;
  await visitor.page.route(isCut, (route) => route.abort());
  await visitor.signIn("/");
  await visitor.composer("Kitchen").waitFor();
  await visitor.page.unroute(isCut);
  await visitor.page.getByRole("link", { name: "Browse rooms" }).waitFor();
  await visitor.openPeople(1);
  const people = visitor.page.getByRole("complementary", { name: "People" });
  await expect.poll(() => people.getByText("Ann").count()).toBeGreaterThan(0);
});

/** Until the room that nobody has looked into is on this device, all of it. */
async function untilHeld(page: Page, count: number): Promise<void> {
  const held = () =>
    page.evaluate(async () => {
      const [{ name = "" } = {}] = await indexedDB.databases();
      return new Promise<number>((resolve) => {
        indexedDB.open(name).addEventListener("success", ({ target }) => {
          const { result } = target as IDBOpenDBRequest;
          const counted = result.transaction("events").objectStore("events").count();
          counted.addEventListener("success", () => {
            resolve(counted.result);
            result.close();
          });
        });
      });
    });
  await expect.poll(held, { timeout: 20_000 }).toBeGreaterThan(count);
}

/** Until the program itself is on this device, with all its parts. */
async function untilKept(page: Page): Promise<void> {
  const missing = () =>
    page.evaluate(async () => {
      const worker = await (await fetch("/service-worker.js")).text();
      const all = new Set(worker.match(/\/assets\/[\w.-]+/g));
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys())
          all.delete(new URL(url).pathname);
      return all.size;
    });
  await expect.poll(missing, { timeout: 20_000 }).toBe(0);
}
