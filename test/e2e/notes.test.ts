import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startParley, type Parley } from "../servers.ts";
import { startProxy, type TcpProxy } from "../tcp-proxy.ts";
import { expectAccessible, keepScreens, openBrowser } from "./browser.ts";
import { Visitor } from "./visitor.ts";

/** A line that was lost comes back after up to 30 s of jitter; nobody should wait for longer than twice that. */
const BACK_WITHIN_MS = 60_000;
/** Lines are lost three times, and each time everyone has that long. */
const WITH_PAUSES = { timeout: 5 * BACK_WITHIN_MS };

let browser: Browser;
let parley: Parley;
let line: TcpProxy;
/** Who began the community, and has a room in it. */
let ann: Visitor;
let invite: string;

beforeAll(async () => {
  browser = await openBrowser();
  line = await startProxy(() => parley.port);
  parley = await startParley({ origin: `http://127.0.0.1:${line.port}` });
  ann = await Visitor.arrive(browser, parley.url, "Ann");
  await ann.createCommunity("The Commons");
  await ann.sees("Welcome to The Commons");
  await ann.createRoom("Kitchen", "What is cooking");
  invite = await ann.makeInvite();
});

afterEach(({ task }) => keepScreens(browser, task));

afterAll(async () => {
  await browser.close();
  await line.stop();
  await parley.stop();
});

test(
  "two write in a room's note at once, one without a line for a while, and the server dies in the middle: both have the same, and all that was said to be saved",
  WITH_PAUSES,
  async () => {
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
    await same(
      ann,
      bob,
      /Soup, says Ann, hot and with a lot of garlic\nBread, says Bob, and olives/,
    );

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

    // What was written without a server goes out from whatever page one comes back to.
    await parley.kill();
    await ann.page.keyboard.type(" eleven");
    await ann.sees("Offline, kept on this device");
    await ann.page.goto("about:blank");
    await parley.restart();
    await ann.page.goto("/rooms");
    await note(bob)
      .getByText(/ten eleven/)
      .waitFor();

    // What is saved does not need the browser that wrote it.
    await bob.page.reload();
    await note(bob)
      .getByText(/nine ten eleven/)
      .waitFor();
    await expectAccessible(bob.page);
    expect([...ann.complaints, ...bob.complaints]).toEqual([]);
  },
);

test("a passage is quoted with a link to the note as it was, which can come back; and a thread begins about one", async () => {
  const cy = await Visitor.arrive(browser, parley.url, "Cy");
  const { page } = cy;
  await cy.signUp(invite);
  await cy.sees("Welcome to The Commons");
  await cy.createRoom("Garden", "What grows");
  await page.keyboard.press("Control+Shift+L");
  const box = page.getByRole("textbox", { name: "The note of Garden" });
  await box.click();
  await page.keyboard.type("Water the roses on Mondays");
  await saved(cy);
  await page.keyboard.press("Control+A");
  const chosen = page.getByRole("toolbar", { name: "With what is chosen" });
  await chosen.getByRole("button", { name: "Quote in the room" }).click();
  await expect.poll(() => cy.composer("Garden").inputValue()).toMatch(/^> Water the roses/);
  await expect
    .poll(() => cy.composer("Garden").evaluate((field) => field === document.activeElement))
    .toBe(true);
  await page.keyboard.press("Control+Enter");
  await cy.hasNothingWaiting();

  await box.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Let it rain");
  await saved(cy);
  await page.getByRole("log").getByRole("link", { name: "#Garden › note" }).click();
  const old = page.getByRole("document", { name: /The note as it was/ });
  await old.getByText("Water the roses on Mondays").waitFor();
  await page.getByRole("list", { name: "Who wrote what is there" }).getByText("Cy").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Make this the note again" }).click();
  await box.getByText("Water the roses on Mondays").waitFor();
  await saved(cy);
  await page.getByRole("button", { name: "More about the note" }).click();
  await page.getByRole("menuitem", { name: "Earlier versions" }).click();
  await expect
    .poll(() =>
      page
        .getByRole("list", { name: /Versions/ })
        .getByRole("listitem")
        .count(),
    )
    .toBeGreaterThanOrEqual(2);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Back to the note" }).click();

  await box.click();
  await page.keyboard.press("Control+A");
  await choose(cy, "Start a thread about it");
  await page.getByRole("complementary", { name: /Thread/ }).waitFor();
  await page.goBack();
  await box.locator("[data-comment]").getByText("Water the roses").click();
  await page.getByRole("button", { name: "Open the thread" }).click();
  await page.getByRole("complementary", { name: /Thread/ }).waitFor();
  expect(cy.complaints).toEqual([]);
});

test("whoever is in the room is told that somebody else has changed its note, until they have looked", async () => {
  const dee = await Visitor.arrive(browser, parley.url, "Dee");
  await dee.signUp(invite);
  await dee.sees("Welcome to The Commons");
  await dee.createRoom("Pantry", "What is left");
  await ann.joinRoom("Pantry");
  const news = dee.page.getByRole("img", { name: "The note has changed since you looked" });
  await ann.page.keyboard.press("Control+Shift+L");
  const hers = ann.page.getByRole("textbox", { name: "The note of Pantry" });
  await expect.poll(() => hers.evaluate((box) => box === document.activeElement)).toBe(true);
  await ann.page.keyboard.type("Two jars");
  await news.waitFor();
  await dee.page.getByRole("button", { name: "Note", exact: true }).click();
  await dee.page
    .getByRole("textbox", { name: "The note of Pantry" })
    .getByText("Two jars")
    .waitFor();
  await saved(dee);
  await dee.page.getByRole("button", { name: "Close the note" }).click();
  await dee.composer("Pantry").waitFor();
  expect(await news.count()).toBe(0);
  await dee.page.reload();
  await dee.composer("Pantry").waitFor();
  await dee.page.getByRole("button", { name: "Note", exact: true }).waitFor();
  expect(await news.count()).toBe(0);
  expect(dee.complaints).toEqual([]);
});

async function choose({ page }: Visitor, says: string) {
  await page.getByRole("button", { name: "More tools" }).click();
  await page.getByRole("menuitem", { name: says }).click();
}

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

/** Both have these words, and all else alike: looked at in one breath, as either may still hear something. */
async function same(one: Visitor, other: Visitor, words: RegExp) {
  const both = async () => {
    const [here, there] = await Promise.all([textOf(one), textOf(other)]);
    return words.test(here) && here === there ? "the same" : [here, there];
  };
  await expect.poll(both, { timeout: BACK_WITHIN_MS }).toBe("the same");
}

/** Its blocks as lines, without the names over cursors. */
function textOf(visitor: Visitor): Promise<string> {
  return note(visitor).evaluate((box) =>
    Array.from(box.children, (block) => (block.textContent ?? "").replaceAll("\u2060", "")).join(
      "\n",
    ),
  );
}
