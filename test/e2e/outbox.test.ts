import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startFrontDoor, type FrontDoor } from "../front-door.ts";
import { startParley, type Parley } from "../servers.ts";
import { WirePerson } from "../wire/person.ts";
import { keepScreens, openBrowser, withServiceWorker } from "./browser.ts";
import { Visitor } from "./visitor.ts";

const GENEROUS = { sendBurst: 1_000, sendsPerSecond: 1_000, framesPerMinute: 10_000 };
const SAID_WITHIN_MS = 40_000;

let browser: Browser;
let front: FrontDoor;
let parley: Parley;
let owner: WirePerson;
let bob: WirePerson;
let rooms = 0;
/** Each test has a room and a browser of its own; the server is one for all. */
let room: string;
let name: string;
let ann: Visitor;

withServiceWorker();

beforeAll(async () => {
  browser = await openBrowser();
  front = await startFrontDoor(() => parley.port);
  parley = await startParley({ limits: GENEROUS, origin: `http://127.0.0.1:${front.port}` });
  owner = await WirePerson.founder(parley.url);
  bob = await owner.invite("Bob");
});

beforeEach(async () => {
  name = `Room ${(rooms += 1)}`;
  room = await owner.createRoom(name);
  await bob.join(room);
  ann = await Visitor.arrive(browser, `http://127.0.0.1:${front.port}`, "Ann");
});

afterEach(async ({ task }) => {
  await keepScreens(browser, task);
  front.mend();
  front.allowSockets();
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser.close();
  await front.stop();
  await parley.stop();
});

test("what two tabs write while the server is away is said once, in each tab's order", async () => {
  await enter();
  const two = await secondTab();
  front.cut();
  await offline(ann.page);
  await offline(two);
  for (let i = 1; i <= 3; i += 1) {
    await write(ann.page, `one ${i}`);
    await write(two, `two ${i}`);
  }
  front.mend();
  await expect.poll(() => said().then(({ length }) => length), within()).toBe(6);
  const bodies = await said();
  expect(bodies.filter((body) => body.startsWith("one"))).toEqual(["one 1", "one 2", "one 3"]);
  expect(bodies.filter((body) => body.startsWith("two"))).toEqual(["two 1", "two 2", "two 3"]);
  for (const page of [ann.page, two]) await page.getByRole("log").getByText("two 3").waitFor();
  await ann.hasNothingWaiting();
  expect(ann.complaints).toEqual([]);
});

test("what a tab had written when it crashed goes out from another one", async () => {
  await enter();
  const two = await secondTab();
  front.cut();
  await offline(two);
  await write(ann.page, "last words");
  await shows(ann.page, "last words");
  await crash(ann.page);
  front.mend();
  await expect.poll(said, within()).toEqual(["last words"]);
  await shows(two, "last words");
});

test("a crash loses nothing that was shown", async () => {
  await enter();
  front.cut();
  await offline(ann.page);
  const texts = Array.from({ length: 8 }, (_, i) => `text ${i + 1}`);
  for (const text of texts) await write(ann.page, text);
  await shows(ann.page, "text 8");
  await crash(ann.page);
  front.mend();
  await secondTab();
  await expect.poll(said, within()).toEqual(texts);
});

test("a page that slept in a pocket has everything soon after it wakes", async () => {
  await enter();
  const cdp = await ann.page.context().newCDPSession(ann.page);
  await cdp.send("Page.setWebLifecycleState", { state: "frozen" });
  front.cut();
  front.mend();
  await bob.command(room, { type: "message.post", body: "while you slept" });
  await cdp.send("Page.setWebLifecycleState", { state: "active" });
  await shows(ann.page, "while you slept");
  await write(ann.page, "good morning");
  await expect.poll(said, within()).toEqual(["while you slept", "good morning"]);
});

test("a browser that can keep nothing says so, and asks before the page goes", async () => {
  await enter();
  await fillStorage(ann.page);
  front.cut();
  await offline(ann.page);
  await write(ann.page, "only here");
  await ann.sees(/^This browser cannot keep unsent messages/);
  const asked = ann.page.waitForEvent("dialog");
  await ann.page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  front.mend();
  await expect.poll(said, within()).toEqual(["only here"]);
  await ann.page.getByText(/^This browser cannot keep/).waitFor({ state: "detached" });
});

test("where the network lets no socket through, a room works all the same", async () => {
  front.forbidSockets();
  await enter();
  await ann.openPeople(1);
  await ann.sees("Connected without a socket.");
  for (const text of ["one", "two", "three"]) await write(ann.page, text);
  await expect.poll(said, within()).toEqual(["one", "two", "three"]);
  await bob.command(room, { type: "message.post", body: "I hear you" });
  await shows(ann.page, "I hear you");
  await ann.hasNothingWaiting();
  front.allowSockets();
  await ann.page.reload();
  await shows(ann.page, "I hear you");
  await ann.openPeople(1);
  await ann.page.getByText("Connected without a socket.").waitFor({ state: "detached" });
  await write(ann.page, "four");
  await expect.poll(said, within()).toEqual(["one", "two", "three", "I hear you", "four"]);
});

async function enter() {
  await ann.signIn(`/rooms/${room}`);
  await ann.composer(name).waitFor();
  await ann.page.getByRole("button", { name: /^People, \d/ }).waitFor();
}

/** Another tab of the same browser, signed in as the first one is. */
async function secondTab(): Promise<Page> {
  const context: BrowserContext = ann.page.context();
  const page = await context.newPage();
  await page.goto(`/rooms/${room}`);
  await page.getByRole("button", { name: /^People, \d/ }).waitFor();
  return page;
}

async function offline(page: Page) {
  await page.getByText(/^No connection\./).waitFor();
}

async function write(page: Page, text: string) {
  const field = page.getByRole("textbox", { name: `Message ${name}` });
  await field.fill(text);
  await field.press("Enter");
}

async function shows(page: Page, text: string) {
  await page.getByRole("log").getByText(text, { exact: true }).waitFor();
}

/** The page's process ends as if it had run out of memory. */
async function crash(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  // Who has crashed does not answer.
  void cdp.send("Page.crash").catch(() => undefined);
  await crashed;
}

/** No byte more in the notes, and a disk that answers every write as a full one does. */
async function fillStorage(page: Page) {
  await page.evaluate(() => {
    for (let size = 1_000_000; size >= 1; size = Math.floor(size / 2)) {
      for (let n = 0; ; n += 1) {
        try {
          localStorage.setItem(`filler ${size} ${n}`, "x".repeat(size));
        } catch {
          break;
        }
      }
    }
    // Chromium lets small writes pass over a quota that a test has lowered.
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("The disk is full.", "QuotaExceededError");
    };
  });
}

/** What the room has heard of messages, in its order. */
async function said(): Promise<string[]> {
  const { messages } = await owner.history(room, "?limit=100");
  return messages.flatMap((event) => (event.type === "message.posted" ? [event.body] : []));
}

function within() {
  return { timeout: SAID_WITHIN_MS };
}
