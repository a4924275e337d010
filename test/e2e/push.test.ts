import type { Browser, BrowserContext, CDPSession, Worker } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startParley, type Parley } from "../servers.ts";
import { WirePerson } from "../wire/person.ts";
import { keepScreens, openBrowser, withServiceWorker } from "./browser.ts";
import { Visitor } from "./visitor.ts";

let browser: Browser;
let parley: Parley;
let room: string;
/** What Ann has said in it. */
let seq: number;

withServiceWorker();

beforeAll(async () => {
  [browser, parley] = await Promise.all([openBrowser(), startParley()]);
  const ann = await WirePerson.founder(parley.url);
  room = await ann.createRoom("Kitchen");
  await ann.command(room, { type: "message.post", body: "Soup?" });
  const { messages } = await ann.history(room);
  seq = messages.at(-1)?.seq ?? 0;
});

afterEach(({ task }) => keepScreens(browser, task));

afterAll(async () => {
  await browser.close();
  await parley.stop();
});

test("what is pushed is shown by the browser, an edit replaces it, and reading elsewhere closes it", async () => {
  const { push, shown } = await settled();
  await push(news("Soup?"));
  await expect.poll(shown).toEqual([["Ann · Kitchen", "Soup?", false]]);
  await push({ ...news("Soup!"), notification: { ...news("Soup!").notification, silent: true } });
  await expect.poll(shown).toEqual([["Ann · Kitchen", "Soup!", true]]);
  await push({ kind: "close", tag: "kitchen/2" });
  await expect.poll(shown).toEqual([]);
  await push("not even JSON");
  await expect.poll(shown).toEqual([["Parley", "", false]]);
});

test("a press leads the open page to the message, and what was being written is still there", async () => {
  const { page, push, press } = await settled();
  await page.goto("/settings");
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  await push(news("Soup?"));
  await press("");
  await expect.poll(() => page.url(), { timeout: 10_000 }).toContain(`/rooms/${room}/${seq}`);
  expect(await page.evaluate(() => "isSamePage" in globalThis)).toBe(true);
});

test("a page that hears nothing is led there all the same", async () => {
  const { page, push, press } = await settled();
  // Of this site, and none of the program's: nobody listens in it.
  await page.goto("/manifest.webmanifest");
  await push(news("Soup?"));
  await press("");
  await expect.poll(() => page.url(), { timeout: 10_000 }).toContain(`/rooms/${room}/${seq}`);
});

test("an answer in the notification is said in the room, by whoever is signed in here", async () => {
  const { visitor, push, press } = await settled();
  await push(news("Soup?"));
  await press("reply", "In five minutes");
  await expect
    .poll(() => visitor.confirmed(), { timeout: 10_000 })
    .toContainEqual(expect.stringContaining("In five minutes"));
});

test("whoever signs out leaves nothing of theirs on the screen of this device", async () => {
  const { page, push, shown } = await settled();
  await push(news("Soup?"));
  await expect.poll(shown).toHaveLength(1);
  await page.getByRole("button", { name: /your menu$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await expect.poll(shown).toEqual([]);
});

function news(body: string) {
  return {
    kind: "message",
    web_push: 8030,
    notification: {
      title: "Ann · Kitchen",
      body,
      navigate: `${parley.url}/rooms/${room}/${seq}`,
      tag: "kitchen/2",
      lang: "en",
      dir: "auto",
      silent: false,
      data: { place: { room, seq }, notSent: "Not sent" },
    },
  };
}

/** Somebody whose browser may show notifications, with the program kept on the device. */
async function settled() {
  const visitor = await Visitor.arrive(browser, parley.url, "Ann");
  const { page } = visitor;
  const context = page.context();
  await context.grantPermissions(["notifications"], { origin: parley.url });
  await visitor.signIn(`/rooms/${room}`);
  await visitor.composer("Kitchen").waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const cdp = await context.newCDPSession(page);
  const registrationId = await registrationOf(cdp);
  const worker = workerOf(context);
  return {
    visitor,
    page,
    /** As a push service's message comes in, with its content opened. */
    push: (message: object | string) =>
      cdp.send("ServiceWorker.deliverPushMessage", {
        origin: parley.url,
        registrationId,
        data: typeof message === "string" ? message : JSON.stringify(message),
      }),
    shown: () => shownIn(worker),
    /** Without a screen nobody can press the system's notification: the event is all that comes of it. */
    press: async (action: string, reply?: string) => {
      await expect.poll(async () => (await shownIn(worker)).length).toBe(1);
      await worker.evaluate(`(${PRESS})(${JSON.stringify({ action, reply })})`);
    },
  };
}

function shownIn(worker: Worker): Promise<[string, string, boolean][]> {
  return worker.evaluate(`self.registration.getNotifications().then((all) =>
    all.map(({ title, body, silent }) => [title, body, silent === true]))`);
}

/** In the worker's own world, whose events no type of ours knows. */
const PRESS = `async ({ action, reply }) => {
  const [notification] = await self.registration.getNotifications();
  const event = new NotificationEvent("notificationclick", { notification, action });
  if (reply !== undefined) Object.defineProperty(event, "reply", { value: reply });
  // Only a browser's own events can be waited for.
  event.waitUntil = () => undefined;
  self.dispatchEvent(event);
}`;

function workerOf(context: BrowserContext): Worker {
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error("there is no service worker");
  return worker;
}

async function registrationOf(cdp: CDPSession): Promise<string> {
  const found = new Promise<string>((resolve) => {
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.startsWith(parley.url));
      if (ours) resolve(ours.registrationId);
    });
  });
  await cdp.send("ServiceWorker.enable");
  return found;
}
