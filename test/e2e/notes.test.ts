import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startParley, type Parley } from "../servers.ts";
import { startProxy, type TcpProxy } from "../tcp-proxy.ts";
import { expectAccessible, keepScreens, openBrowser } from "./browser.ts";
import { Visitor } from "./visitor.ts";

let browser: Browser;
let parley: Parley;
let line: TcpProxy;

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

test("two write in a room's note at once, one without a line for a while, and the server dies in the middle: both have the same, and all that was said to be saved", async () => {
  const ann = await Visitor.arrive(browser, parley.url, "Ann");
  await ann.createCommunity("The Commons");
  await ann.sees("Welcome to The Commons");
  await ann.createRoom("Kitchen", "What is cooking");
  const invite = await ann.makeInvite();
  // Bob's line goes through a proxy, so that it can be cut.
  const bob = await Visitor.arrive(browser, `http://127.0.0.1:${line.port}`, "Bob");
  await bob.signUp(invite);
  await bob.sees("Welcome to The Commons");
  await bob.joinRoom("Kitchen");

  for (const one of [ann, bob]) await openNote(one);
  await expectAccessible(ann.page);
  await note(ann).click();
  await ann.page.keyboard.type("# Supper\nSoup, says Ann");
  await note(bob).getByText("Soup, says Ann").waitFor();
  await saved(ann);
  await note(bob).getByText("Soup, says Ann").click();
  await bob.page.keyboard.press("Control+End");
  await bob.page.keyboard.press("Enter");
  // Both at once, in two places.
  await Promise.all([
    ann.page.keyboard.type(", hot and with a lot of garlic"),
    bob.page.keyboard.type("Bread, says Bob, and olives"),
  ]);
  await same(ann, bob, /Soup, says Ann, hot and with a lot of garlic\nBread, says Bob, and olives/);

  line.cut();
  // Whoever writes finds out sooner that nobody answers.
  await bob.page.keyboard.type(", and cheese");
  await bob.sees("Offline, kept on this device");
  await ann.page.keyboard.type(", for six");
  await saved(ann);
  line.mend();
  await saved(bob);
  await same(ann, bob, /garlic, for six\nBread, says Bob, and olives, and cheese/);

  // The server dies while Ann types. What she has been told is saved is there whatever happens; the rest comes again.
  const typing = (async () => {
    for (const word of "one two three four five six seven eight nine ten".split(" ")) {
      await ann.page.keyboard.type(` ${word}`);
    }
  })();
  await note(bob).getByText(/three/).waitFor();
  await parley.kill();
  await typing;
  const before = await textOf(ann);
  await parley.restart();
  await saved(ann);
  await same(ann, bob, /one two three four five six seven eight nine ten/);
  expect(await textOf(ann)).toBe(before);

  // What is saved does not need the browser that wrote it.
  await bob.page.reload();
  await note(bob)
    .getByText(/nine ten/)
    .waitFor();
  await same(ann, bob, /Supper/);
  await expectAccessible(bob.page);
  expect([...ann.complaints, ...bob.complaints]).toEqual([]);
});

async function openNote({ page }: Visitor) {
  await page.getByRole("button", { name: "Note", exact: true }).click();
  await page.getByRole("textbox", { name: "The note of Kitchen" }).waitFor();
}

function note({ page }: Visitor) {
  return page.getByRole("textbox", { name: "The note of Kitchen" });
}

async function saved({ page }: Visitor) {
  const panel = page.getByRole("complementary", { name: "Note" });
  await panel.getByText("Saved", { exact: true }).waitFor();
}

async function same(one: Visitor, other: Visitor, words: RegExp) {
  await expect.poll(() => textOf(one)).toMatch(words);
  await expect.poll(() => textOf(other)).toBe(await textOf(one));
}

/** Its blocks as lines, without the names over cursors. */
function textOf(visitor: Visitor): Promise<string> {
  return note(visitor).evaluate((box) =>
    Array.from(box.children, (block) => (block.textContent ?? "").replaceAll("\u2060", "")).join(
      "\n",
    ),
  );
}
