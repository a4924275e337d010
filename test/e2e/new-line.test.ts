import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectAccessible } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

setStage();

const log = (page: Page) => page.getByRole("log");
const line = (page: Page) => log(page).getByText("New", { exact: true });
const message = (page: Page, text: string) =>
  log(page).getByRole("article", { name: new RegExp(`: ${text}\\b`) });
const link = (page: Page, room: string) =>
  page.getByRole("navigation").getByRole("link", { name: new RegExp(`^${room}`) });
const unread = (page: Page) =>
  page.getByRole("navigation").getByRole("link", { name: /^Kitchen.*unread/ });

/** Enough lines that a few such messages fill a screen. */
const RECIPE = "\nand stir".repeat(9);

/** The message right under the line. */
async function under(page: Page): Promise<string | null> {
  return line(page).evaluate(
    (word) =>
      word.closest("[data-index]")?.querySelector("[data-seq] p")?.textContent?.split("\n")[0] ??
      null,
  );
}

test("what is new is marked, read by looking at it, marked unread again, and all of it read at once", async () => {
  const ann = await Visitor.arrive(browser, parley.url, "Ann");
  const bob = await Visitor.arrive(browser, parley.url, "Bob");
  await ann.createCommunity("The Commons");
  await ann.createRoom("Kitchen", "What we eat");
  await ann.createRoom("Garden", "What grows");
  await bob.signUp(await ann.makeInvite());
  await bob.joinRoom("Garden");
  await bob.joinRoom("Kitchen");
  const { page } = bob;

  // While Bob is elsewhere there is much to read.
  await link(page, "Garden").click();
  await bob.composer("Garden").waitFor();
  await link(ann.page, "Kitchen").click();
  for (let i = 1; i <= 12; i += 1) await ann.write("Kitchen", `soup ${i}${RECIPE}`);
  await ann.hasNothingWaiting();
  await unread(page).waitFor();

  // He comes to the line, and only what he has seen is read.
  await link(page, "Kitchen").click();
  await line(page).waitFor();
  expect(await under(page)).toBe("soup 1");
  await expectAccessible(page);
  await expect.poll(() => readUpTo(page)).toBeGreaterThan(3);
  expect(await readUpTo(page)).toBeLessThan(12);
  expect(await unread(page).count()).toBe(1);

  // Escape: all is read, the line goes, and he can write.
  await page.keyboard.press("Escape");
  await line(page).waitFor({ state: "detached" });
  await unread(page).waitFor({ state: "detached" });

  // Unread from here: it stays so while he is there.
  await page.getByRole("button", { name: /present/ }).click();
  await message(page, "soup 11").focus();
  await page.keyboard.press("Shift+U");
  await line(page).waitFor();
  expect(await under(page)).toBe("soup 11");
  await link(page, "Garden").click();
  await bob.composer("Garden").waitFor();
  await unread(page).waitFor();

  // All rooms at once, which can be undone.
  await page.keyboard.press("Shift+Escape");
  await page.getByRole("dialog", { name: "Mark 1 room as read?" }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await unread(page).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await unread(page).waitFor();
  await link(page, "Kitchen").click();
  await line(page).waitFor();
  expect(await under(page)).toBe("soup 11");
  await unread(page).waitFor({ state: "detached" });
  expect([...ann.complaints, ...bob.complaints]).toEqual([]);
});

/** The number of the last message of the room on the page that this browser calls read. */
async function readUpTo(page: Page): Promise<number> {
  return page.evaluate(() => {
    const room = window.location.pathname.split("/")[2] ?? "";
    const key = Object.keys(localStorage).find((name) => name.startsWith("parley-read:")) ?? "";
    const kept: { read?: Record<string, { seq: number }> } = JSON.parse(
      localStorage.getItem(key) ?? "{}",
    );
    return kept.read?.[room]?.seq ?? 0;
  });
}
