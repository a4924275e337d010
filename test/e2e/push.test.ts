import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startPushService, type PushService } from "../push-service.ts";
import { startParley, type Parley } from "../servers.ts";
import { WirePerson } from "../wire/person.ts";
import { keepScreens, openBrowser, withServiceWorker } from "./browser.ts";
import { Notified, withPushService } from "./notified.ts";
import { Visitor } from "./visitor.ts";

let browser: Browser;
let parley: Parley;
let service: PushService;
let ann: WirePerson;
let bob: WirePerson;
let room: string;
/** What Bob has said in it last. */
let seq: number;

withServiceWorker();

beforeAll(async () => {
  [browser, service, parley] = await Promise.all([
    openBrowser(),
    startPushService(),
    startParley({ pushLoopback: true }),
  ]);
  ann = await WirePerson.founder(parley.url);
  bob = await ann.invite("Bob");
  room = await ann.createRoom("Kitchen");
  await bob.join(room);
});

afterEach(async ({ task }) => {
  await keepScreens(browser, task);
  // A page that is left in the room would read what the next test says.
  await Promise.all(browser.contexts().map((context) => context.close()));
});

afterAll(async () => {
  await browser.close();
  await parley.stop();
  await service.stop();
});

test("what is pushed is shown by the browser, an edit replaces it, and reading elsewhere closes it", async () => {
  const { notified } = await settled();
  const shown = () => notified.shown();
  await notified.push(news("Soup?"));
  await expect.poll(shown).toEqual([["Bob · Kitchen", "Soup?", false]]);
  const edited = news("Soup!");
  await notified.push({ ...edited, notification: { ...edited.notification, silent: true } });
  await expect.poll(shown).toEqual([["Bob · Kitchen", "Soup!", true]]);
  await notified.push({ kind: "close", tag: edited.notification.tag });
  await expect.poll(shown).toEqual([]);
  await notified.push("not even JSON");
  await expect.poll(shown).toEqual([["Parley", "", false]]);
});

test("a press leads the open page to the message, and what was being written is still there", async () => {
  const { page, notified } = await settled();
  await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  await notified.push(news("Soup?"));
  await notified.press("");
  await expect.poll(() => page.url()).toContain(`/rooms/${room}/${seq}`);
  expect(await page.evaluate(() => "isSamePage" in globalThis)).toBe(true);
});

test("a page that hears nothing is led there all the same", async () => {
  const { page, notified } = await settled();
  // Of this site, and none of the program's: nobody listens in it.
  await page.goto("/manifest.webmanifest");
  await notified.push(news("Soup?"));
  await notified.press("");
  await expect.poll(() => page.url()).toContain(`/rooms/${room}/${seq}`);
});

test("an answer in the notification is said in the room, by whoever is signed in here", async () => {
  const { visitor, page, notified } = await settled();
  await notified.push(news("Soup?"));
  await notified.press("reply", "In five minutes");
  await page.goto(`/rooms/${room}`);
  await expect
    .poll(() => visitor.confirmed())
    .toContainEqual(expect.stringContaining("In five minutes"));
});

test("whoever signs out leaves nothing of theirs on the screen of this device", async () => {
  const { page, notified } = await settled();
  await notified.push(news("Soup?"));
  await expect.poll(() => notified.shown()).toHaveLength(1);
  await page.getByRole("button", { name: /your menu$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await expect.poll(() => notified.shown()).toEqual([]);
});

test("a push finds somebody whose tab is closed, and a press opens the message with everything since", async () => {
  const { visitor, page } = await settled();
  const context = page.context();
  const { body } = await ann.ask("GET", "/api/push-key");
  await withPushService(context, service, String(body["key"]));
  await page.reload();
  await page.getByRole("button", { name: "Turn on notifications" }).click();
  await visitor.sees("Notifications are on for this device.");
  const elsewhere = await context.newPage();
  const notified = await Notified.in(elsewhere, parley.url);
  await page.close();

  const mention = await says(`<@${ann.id}> soup is **ready**`, { mentions: [ann.id] });
  await expect.poll(() => service.received).toHaveLength(1);
  await notified.push(service.received[0]?.text ?? "");
  await expect
    .poll(() => notified.shown())
    .toEqual([["Bob · Kitchen", "@Ann soup is ready", false]]);
  await says("And there is bread");
  const opened = await notified.pressToOpen();
  expect(opened).toBe(`/rooms/${room}/${mention}`);
  expect(await notified.shown()).toEqual([]);

  let loads = 0;
  elsewhere.on("load", () => (loads += 1));
  await elsewhere.goto(opened);
  const back = Visitor.on(elsewhere, "Ann");
  await back.seesSaid("And there is bread");
  expect((await back.said()).slice(-2)).toEqual([
    "Bob: @Ann soup is ready",
    "Bob: And there is bread",
  ]);
  // What is read there closes it on whatever other device shows it.
  await expect.poll(() => service.received.at(-1)?.text).toContain(`"kind":"close"`);
  expect(loads).toBe(1);
});

test("where there is no push the open page tells, replaces what is edited, and closes what was deleted or read", async () => {
  const { visitor, page, notified } = await settled();
  const shown = () => notified.shown();
  await page.getByRole("button", { name: "Turn on notifications" }).click();
  await visitor.sees(/on for this device while Parley is open/);
  const first = await says(`<@${ann.id}> soup?`, { mentions: [ann.id] });
  // It is to sound, and the page was pressed: so it rings, and the system does not.
  await expect.poll(shown).toEqual([["Bob · Kitchen", "@Ann soup?", true]]);
  await expect.poll(() => page.title()).toMatch(/^\(\d+\) Settings/);
  await bob.command(room, {
    type: "message.edit",
    target: first,
    revision: 0,
    body: `<@${ann.id}> salad?`,
    mentions: [ann.id],
  });
  await expect.poll(shown).toEqual([["Bob · Kitchen", "@Ann salad?", true]]);
  await bob.command(room, { type: "message.delete", target: first });
  await expect.poll(shown).toEqual([]);

  await says(`<@${ann.id}> bread?`, { mentions: [ann.id] });
  await expect.poll(shown).toEqual([["Bob · Kitchen", "@Ann bread?", true]]);
  const phone = await Visitor.arrive(browser, parley.url, "Ann");
  await phone.signIn(`/rooms/${room}`);
  await phone.seesSaid("@Ann bread?");
  await expect.poll(shown).toEqual([]);
  await expect.poll(() => page.title()).toMatch(/^Settings/);
});

function news(body: string) {
  return {
    kind: "message",
    web_push: 8030,
    notification: {
      title: "Bob · Kitchen",
      body,
      navigate: `${parley.url}/rooms/${room}/${seq}`,
      tag: `${room}/${seq}`,
      lang: "en",
      dir: "auto",
      silent: false,
      data: { place: { room, seq }, notSent: "Not sent" },
    },
  };
}

/** Bob says something new. Gives its number. */
async function says(body: string, more: object = {}): Promise<number> {
  const { body: answer } = await bob.command(room, { type: "message.post", body, ...more });
  return (answer["event"] as { seq: number }).seq;
}

/** Ann, whose browser may show notifications, beside the room in which Bob has just said something; with the program kept on the device. */
async function settled() {
  seq = await says("Soup?");
  const visitor = await Visitor.arrive(browser, parley.url, "Ann");
  const { page } = visitor;
  await page.context().grantPermissions(["notifications"], { origin: parley.url });
  await visitor.signIn("/settings");
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return { visitor, page, notified: await Notified.in(page, parley.url) };
}
