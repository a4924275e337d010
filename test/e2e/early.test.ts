import type { Request } from "playwright-core";
import { expect, test } from "vitest";
import { WirePerson } from "../wire/person.ts";
import { newPage } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

setStage();

/** The person's inbox comes after the first screen. */
const isForInbox = (request: Request) => request.postData()?.includes('"inbox"') ?? false;

const LATER = /\/(beside|inbox|pressed)-/;
const PROGRAM = /\/assets\/.*\.js$/;

test("what the program asks first is asked while it is on its way, and once", async () => {
  const ann = await WirePerson.founder(parley.url);
  const room = await ann.createRoom("Kitchen");
  const visitor = await Visitor.arrive(browser, parley.url, "Ann");
  await visitor.signIn(`/rooms/${room}`);
  await visitor.write("Kitchen", "tea is ready");
  await visitor.hasNothingWaiting();
  const { page } = visitor;

  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === "POST" && !isForInbox(request)) asked.push(pathname);
  });
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(new URL(request.url()).pathname);
  });
  const early = page.waitForRequest("**/api/tickets");
  await page.route(PROGRAM, async (route) => {
    await early;
    await route.continue();
  });
  // Nothing is known of the room, so what is said in it is waited for.
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name ?? "");
  });
  let beforeMessages: string[] = [];
  await page.route("**/api/tickets", async (route) => {
    if (!isForInbox(route.request())) {
      await page.getByRole("main").waitFor();
      beforeMessages = [...scripts];
    }
    await route.continue();
  });
  await page.reload();
  await visitor.seesSaid("tea is ready");
  await visitor.write("Kitchen", "and cake");
  await visitor.hasNothingWaiting();
  expect(asked).toEqual(["/api/session/refresh", "/api/tickets"]);
  // What is not the first screen leaves it the line.
  expect(beforeMessages.filter((script) => LATER.test(script))).toEqual([]);
  await expect.poll(() => scripts.some((script) => LATER.test(script))).toBe(true);
  expect(visitor.complaints).toEqual([]);
});

test("whoever is not known here is asked for while the program is on its way", async () => {
  const { page, complaints } = await newPage(browser, parley.url);
  const early = page.waitForRequest("**/api/community");
  await page.route(PROGRAM, async (route) => {
    await early;
    await route.continue();
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
  expect(complaints).toEqual([]);
});
