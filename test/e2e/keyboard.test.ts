import { expect, test } from "vitest";
import { expectFocused, tabTo } from "./focus.ts";
import { withServiceWorker } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

withServiceWorker();
setStage();

test("a whole visit by keyboard: in, to a room, write, react, edit, answer in a thread, elsewhere, and out", async () => {
  const bob = await Visitor.arrive(browser, parley.url, "Bob");
  await bob.createCommunity("The Commons");
  await bob.createRoom("Kitchen", "What is cooking");
  await bob.createRoom("Garden", "What grows");
  const ann = await Visitor.arrive(browser, parley.url, "Ann");
  await ann.signUp(await bob.makeInvite());
  await ann.sees("Welcome to The Commons");
  await bob.page.context().close();
  await ann.page.context().clearCookies();
  await ann.page.evaluate(() => localStorage.clear());

  // From here on there is no mouse.
  const { page } = ann;
  const { keyboard } = page;
  await page.goto("/");
  await page.getByRole("heading", { name: "Sign in to The Commons" }).waitFor();
  await tabTo(page, "Email");
  await keyboard.type("ann@example.org");
  await tabTo(page, "Password");
  await keyboard.type("correct horse battery");
  await keyboard.press("Enter");
  await page.getByRole("button", { name: /your menu$/ }).waitFor();

  await tabTo(page, "Browse rooms");
  await keyboard.press("Enter");
  await page.getByRole("button", { name: "Join Kitchen" }).waitFor();
  await tabTo(page, "Join Kitchen");
  await keyboard.press("Enter");
  await expectFocused(page, "Message Kitchen");

  await keyboard.type("Soup at noon");
  await keyboard.press("Enter");
  await ann.seesSaid("Soup at noon");
  await ann.hasNothingWaiting();
  await expectFocused(page, "Message Kitchen");

  // Among messages, by arrows; what can be done with one has a key of its own.
  await tabTo(page, /^Ann: Soup at noon/, "Shift+Tab");
  await keyboard.press("ArrowUp");
  await expectFocused(page, /joined/);
  await keyboard.press("ArrowDown");
  await expectFocused(page, /^Ann: Soup at noon/);
  // What the keys do comes a moment after the conversation.
  await page.getByRole("toolbar").first().waitFor();
  await keyboard.press("+");
  await page.getByRole("grid").first().waitFor();
  await keyboard.type("soup");
  await page
    .getByRole("gridcell", { name: /steaming|soup|bowl/i })
    .first()
    .waitFor();
  await keyboard.press("Enter");
  await page
    .getByRole("log")
    .getByRole("button", { name: /🍲|🍜|🥣|soup|bowl/i })
    .first()
    .waitFor();
  await expectFocused(page, /^Ann: Soup at noon/);

  await keyboard.press("e");
  await expectFocused(page, /Message Kitchen|Edit/);
  await keyboard.press("End");
  await keyboard.type(", bread too");
  await keyboard.press("Enter");
  await ann.seesSaid("Soup at noon, bread too");
  await expectFocused(page, "Message Kitchen");

  await tabTo(page, /^Ann: Soup at noon, bread too/, "Shift+Tab");
  await keyboard.press("t");
  await expectFocused(page, /thread/i);
  await keyboard.type("For how many?");
  await keyboard.press("Enter");
  await page.getByRole("complementary").getByText("For how many?").waitFor();
  // The way to take it back goes when it is sent, and a focus on it with it.
  await ann.hasNothingWaiting();
  await tabTo(page, "Close", "Shift+Tab");
  await keyboard.press("Enter");
  await page.getByRole("complementary", { name: "Thread" }).waitFor({ state: "hidden" });
  await expectFocused(page, /^Ann: Soup at noon, bread too/);

  await keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await keyboard.type("Browse rooms");
  await page.getByRole("option", { name: /Browse rooms/ }).waitFor();
  await keyboard.press("Enter");
  await page.getByRole("button", { name: "Join Garden" }).waitFor();

  await tabTo(page, /your menu$/);
  await keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
  for (let i = 0; i < 8; i += 1) {
    if (
      await page
        .getByRole("menuitem", { name: "Sign out" })
        .evaluate((item) => item === document.activeElement)
    )
      break;
    await keyboard.press("ArrowDown");
  }
  await expectFocused(page, "Sign out");
  await keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Sign out?" }).waitFor();
  await tabTo(page, "Sign out");
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: "Sign in to The Commons" }).waitFor();
  expect(ann.complaints).toEqual([]);
}, 180_000);
