import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectAccessible } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

setStage();

const rowOf = (page: Page, text: RegExp) =>
  page.getByRole("log").getByRole("article", { name: text });

async function press(row: Locator, key: string): Promise<void> {
  await row.focus();
  await row.page().keyboard.press(key);
}

async function edit(page: Page, text: RegExp, to: string): Promise<void> {
  await press(rowOf(page, text), "e");
  const field = page.getByRole("textbox", { name: "Message Kitchen" });
  await field.fill(to);
  await field.press("Enter");
}

test("two people edit, react, answer, pin, save, forward and delete, and each sees what the other does", async () => {
  const ann = await Visitor.arrive(browser, parley.url, "Ann");
  const bob = await Visitor.arrive(browser, parley.url, "Bob");
  await ann.createCommunity("The Commons");
  await ann.createRoom("Garden", "Plants");
  await ann.createRoom("Kitchen", "What we eat");
  await bob.signUp(await ann.makeInvite());
  await bob.joinRoom("Kitchen");
  await ann.write("Kitchen", "Soup at seven");
  await bob.seesSaid("Soup at seven");

  // Both react: Bob by the tools, Ann by the chip that came of it.
  await rowOf(bob.page, /^Ann: Soup/).hover();
  await bob.page.getByRole("toolbar").getByRole("button", { name: "React with 👍" }).click();
  await ann.page.getByRole("button", { name: "👍 1: Bob" }).click();
  await bob.page.getByRole("button", { name: "👍 2: you, Ann" }).waitFor();

  // An edit is seen, with what was said before.
  await edit(ann.page, /^Ann: Soup at seven/, "Soup at eight");
  await rowOf(bob.page, /^Ann: Soup at eight/).waitFor();
  await bob.page.getByRole("button", { name: "(edited)" }).click();
  const history = bob.page.getByRole("dialog", { name: "What it said before" });
  await history.getByText("Soup at seven", { exact: true }).waitFor();
  await expectAccessible(bob.page);
  await bob.page.keyboard.press("Escape");

  // An answer shows what it answers, and leads there.
  await press(rowOf(bob.page, /^Ann: Soup/), "r");
  await bob.page.keyboard.type("I bring bread");
  await bob.page.keyboard.press("Enter");
  const quote = rowOf(ann.page, /^Bob: I bring bread/).getByRole("button", {
    name: "In reply to Ann Soup at eight",
  });
  await quote.click();
  await expect
    .poll(() => rowOf(ann.page, /^Ann: Soup/).evaluate((row) => row === document.activeElement))
    .toBe(true);

  // What is pinned is seen by everyone.
  await press(rowOf(ann.page, /^Ann: Soup/), "p");
  await bob.page.getByRole("button", { name: "1 pinned message" }).click();
  const pins = bob.page.getByRole("complementary", { name: "Pinned messages" });
  await pins.getByText("Soup at eight").waitFor();
  await expectAccessible(bob.page);
  await pins.getByRole("button", { name: "Close pinned messages" }).click();

  // What is forwarded says who said it, and where.
  await press(rowOf(ann.page, /^Bob: I bring bread/), "f");
  const forward = ann.page.getByRole("dialog", { name: "Forward this message" });
  await forward.getByRole("radio", { name: "Garden" }).check();
  await forward.getByLabel(/^Say something/).fill("How kind");
  await forward.getByRole("button", { name: "Forward" }).click();
  await forward.waitFor({ state: "detached" });
  await ann.page.getByRole("link", { name: "Garden" }).first().click();
  await ann.page.getByRole("link", { name: /^Bob in Kitchen/ }).click();
  await rowOf(ann.page, /^Bob: I bring bread/).waitFor();

  // What is saved is found again.
  await press(rowOf(ann.page, /^Bob: I bring bread/), "b");
  await ann.page.getByRole("link", { name: "Saved", exact: true }).click();
  await ann.page.getByRole("list", { name: "Saved messages" }).getByText("I bring bread").waitFor();
  await expectAccessible(ann.page);
  await ann.page.getByRole("link", { name: /^Open the message of Bob/ }).click();

  // Of what is deleted no word is left: on no screen, on no disk, and at no door.
  await press(rowOf(ann.page, /^Ann: Soup/), "Delete");
  const ask = ann.page.getByRole("dialog", { name: "Delete this message?" });
  await expectAccessible(ann.page);
  await ask.getByRole("button", { name: "Delete" }).click();
  await rowOf(bob.page, /^Ann: Message deleted/).waitFor();
  await bob.page.getByRole("button", { name: "In reply to Ann Message deleted" }).waitFor();
  await expect.poll(() => bob.page.locator("body").textContent()).not.toContain("Soup");
  await expect.poll(() => storedIn(bob.page)).not.toContain("Soup");
  expect(await storedIn(bob.page)).toContain("I bring bread");
  expect(await toldTo(bob.page)).not.toContain("Soup");
  expect(await toldTo(bob.page)).toContain("I bring bread");
  expect([...ann.complaints, ...bob.complaints]).toEqual([]);
});

test("an edit that comes too late is refused, and keeps both texts", async () => {
  const ann = await Visitor.arrive(browser, parley.url, "Ann");
  await ann.signIn();
  await ann.page.getByRole("link", { name: "Kitchen" }).first().click();
  await ann.write("Kitchen", "Tea at four");
  await ann.hasNothingWaiting();
  const second = await Visitor.arrive(browser, parley.url, "Ann");
  await second.signIn();
  await second.page.getByRole("link", { name: "Kitchen" }).first().click();
  await rowOf(second.page, /^Ann: Tea at four/).waitFor();

  // One device writes without a line, the other is quicker.
  await second.page.context().setOffline(true);
  await edit(second.page, /^Ann: Tea at four/, "Tea at five");
  await rowOf(second.page, /^Ann: Tea at five/).waitFor();
  await edit(ann.page, /^Ann: Tea at four/, "Tea at six");
  await rowOf(ann.page, /^Ann: Tea at six/).waitFor();
  await ann.hasNothingWaiting();
  await second.page.context().setOffline(false);

  const row = rowOf(second.page, /^Ann: Tea at six/);
  await row.getByText("Tea at five").waitFor();
  await row.getByText(/^Your edit was not saved/).waitFor();
  await row.getByRole("button", { name: "Retry" }).click();
  await rowOf(ann.page, /^Ann: Tea at five/).waitFor();
  await expect
    .poll(() =>
      second.page
        .getByRole("log")
        .getByText(/^Your edit was not saved/)
        .count(),
    )
    .toBe(0);
});

/** All that this browser keeps. */
function storedIn(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const kept: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage)];
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.addEventListener("success", () => resolve(opening.result));
        opening.addEventListener("error", () => reject(new Error(name)));
      });
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store).getAll();
        kept.push(
          await new Promise<unknown>((resolve) => {
            all.addEventListener("success", () => resolve(all.result));
          }),
        );
      }
      database.close();
    }
    return JSON.stringify(kept);
  });
}

/** What the API tells of the room on the page. */
function toldTo(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const session = await fetch("/api/session/refresh", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    });
    const { accessToken } = (await session.json()) as { accessToken: string };
    const room = window.location.pathname.split("/")[2] ?? "";
    const told = await fetch(`/api/rooms/${room}/messages?limit=200`, {
      headers: { Authorization: `Bearer ${accessToken}` },
    });
    return told.text();
  });
}
