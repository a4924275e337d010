import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startParley, type Parley } from "../servers.ts";
import { startProxy, type TcpProxy } from "../tcp-proxy.ts";
import { expectAccessible, keepScreens, openBrowser, withServiceWorker } from "./browser.ts";
import { Visitor } from "./visitor.ts";

let browser: Browser;
let parley: Parley;
let line: TcpProxy;

withServiceWorker();

beforeAll(async () => {
  browser = await openBrowser();
  line = await startProxy(() => parley.port);
  parley = await startParley({ origin: `http://127.0.0.1:${line.port}` });
});

afterEach(({ task }) => keepScreens(browser, task));

afterAll(async () => {
  await browser.close();
  await line.stop();
  await parley.stop();
});

test("two people meet, lose the line and the server, and end up with the same words in the same order", async () => {
  const owner = await Visitor.arrive(browser, parley.url, "Olga");
  await owner.page.goto("/");
  await owner.sees("Create your community");
  await expectAccessible(owner.page);
  await owner.createCommunity("The Commons");
  await owner.sees("Welcome to The Commons");
  await expectAccessible(owner.page);
  await owner.createRoom("Kitchen", "What is cooking");
  const invite = await owner.makeInvite();

  const ann = await Visitor.arrive(browser, parley.url, "Ann");
  // Bob's line goes through a proxy, so that it can be cut.
  const bob = await Visitor.arrive(browser, `http://127.0.0.1:${line.port}`, "Bob");
  await ann.page.goto(invite);
  await ann.sees("Join The Commons");
  await expectAccessible(ann.page);
  for (const visitor of [ann, bob]) {
    await visitor.signUp(invite);
    await visitor.sees("Welcome to The Commons");
    await visitor.page.goto("/rooms");
    await visitor.sees("What is cooking");
    await expectAccessible(visitor.page);
    await visitor.joinRoom("Kitchen");
  }

  await ann.openPeople(3);
  await ann.page.getByRole("complementary", { name: "People" }).getByText("Bob").waitFor();
  await expectAccessible(ann.page);
  await ann.sees(/Bob.*joined/);

  await bob.composer("Kitchen").pressSequentially("he");
  await ann.sees(/Bob.*is typing/);
  await bob.write("Kitchen", "hello Ann");
  await ann.seesSaid("hello Ann");
  await expect.poll(() => ann.page.getByText(/Bob.*is typing/).count()).toBe(0);
  await ann.write("Kitchen", "hello Bob");
  await bob.seesSaid("hello Bob");

  line.cut();
  await bob.sees(/No connection/);
  await bob.write("Kitchen", "Bob, without a line 1");
  await bob.write("Kitchen", "Bob, without a line 2");
  await bob.sees("2 messages will be sent when you are back");
  await expectAccessible(bob.page);
  await ann.write("Kitchen", "Ann, while Bob is away 1");
  await ann.write("Kitchen", "Ann, while Bob is away 2");
  await ann.seesSaid("Ann, while Bob is away 2");
  line.mend();
  await ann.seesSaid("Bob, without a line 2");
  await bob.seesSaid("Ann, while Bob is away 2");
  await bob.hasNothingWaiting();

  await parley.kill();
  await ann.sees(/No connection/);
  await ann.write("Kitchen", "Ann, while the server is dead");
  await bob.write("Kitchen", "Bob, while the server is dead");
  await parley.restart();
  for (const visitor of [ann, bob, owner]) {
    await visitor.seesSaid("Ann, while the server is dead");
    await visitor.seesSaid("Bob, while the server is dead");
    await visitor.hasNothingWaiting();
  }

  const told = await ann.said();
  expect(await bob.said()).toEqual(told);
  expect(await owner.said()).toEqual(told);
  expect(told.toSorted()).toEqual(
    [
      "Ann: hello Bob",
      "Ann: Ann, while Bob is away 1",
      "Ann: Ann, while Bob is away 2",
      "Ann: Ann, while the server is dead",
      "Bob: hello Ann",
      "Bob: Bob, without a line 1",
      "Bob: Bob, without a line 2",
      "Bob: Bob, while the server is dead",
    ].toSorted(),
  );

  for (const visitor of [ann, bob]) {
    await visitor.page.reload();
    await visitor.seesSaid("Bob, while the server is dead");
    expect(await visitor.said()).toEqual(told);
    await expectAccessible(visitor.page);
  }
  expect([...owner.complaints, ...ann.complaints, ...bob.complaints]).toEqual([]);
}, 240_000);
