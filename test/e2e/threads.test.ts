import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectAccessible } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

setStage();

const room = (page: Page) => page.getByRole("log", { name: "Messages in Kitchen" });
const panel = (page: Page) => page.getByRole("complementary", { name: "Thread in Kitchen" });
const field = (page: Page) => page.getByRole("textbox", { name: "Reply in the thread" });
const line = (page: Page, says: RegExp) => room(page).getByRole("button", { name: says });
/** What the sidebar says of threads. */
const dot = (page: Page) =>
  page.getByRole("navigation").getByRole("link", { name: "Threads" }).getByRole("img");

async function reply({ page, name }: Visitor, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press("Enter");
  await panel(page)
    .getByRole("article", { name: `${name}: ${text}, ` })
    .waitFor();
}

test("two people talk under a message, aside and to the room, and each knows what is new", async () => {
  const ann = await Visitor.arrive(browser, parley.url, "Ann");
  const bob = await Visitor.arrive(browser, parley.url, "Bob");
  await ann.createCommunity("The Commons");
  await ann.createRoom("Kitchen", "What we eat");
  await bob.signUp(await ann.makeInvite());
  await bob.joinRoom("Kitchen");
  await ann.write("Kitchen", "Soup or stew?");
  await bob.seesSaid("Soup or stew?");

  // Bob begins a thread, and the room stays as it was.
  await bob.page.getByRole("article", { name: /^Ann: Soup/ }).hover();
  await bob.page.getByRole("button", { name: "Reply in thread" }).click();
  await panel(bob.page).getByText("No replies yet").waitFor();
  await expectAccessible(bob.page);
  await reply(bob, "Soup");
  expect(
    await room(bob.page)
      .getByRole("article", { name: /^Bob: Soup/ })
      .count(),
  ).toBe(0);

  // Ann, who said what it hangs on, sees that there is something new, and where.
  await line(ann.page, /1 reply.*1 new reply/).waitFor();
  await dot(ann.page).waitFor();
  await line(ann.page, /Last reply/).click();
  await panel(ann.page).getByText("New", { exact: true }).waitFor();
  await expectAccessible(ann.page);
  // Having seen it for a while, it is read.
  await dot(ann.page).waitFor({ state: "detached" });

  // She answers both of them and everybody; an edit changes what stands in both places.
  await ann.page.getByRole("checkbox", { name: "Also send to Kitchen" }).check();
  await reply(ann, "Soup it is");
  await expect
    .poll(() => ann.page.getByRole("checkbox", { name: "Also send to Kitchen" }).isChecked())
    .toBe(false);
  await room(bob.page)
    .getByRole("article", { name: /^Ann: Soup it is/ })
    .waitFor();
  await panel(bob.page)
    .getByRole("article", { name: /^Ann: Soup it is/ })
    .waitFor();
  await room(bob.page).getByRole("button", { name: "in a thread" }).waitFor();
  await panel(ann.page)
    .getByRole("article", { name: /^Ann: Soup it is/ })
    .focus();
  await ann.page.keyboard.press("e");
  await field(ann.page).fill("Leek soup it is");
  await field(ann.page).press("Enter");
  await room(bob.page)
    .getByRole("article", { name: /^Ann: Leek soup it is/ })
    .waitFor();
  await panel(bob.page)
    .getByRole("article", { name: /^Ann: Leek soup it is/ })
    .waitFor();

  // Escape leads back to the line. What was begun in the thread is kept there, and its address opens it.
  await field(ann.page).fill("And br");
  const address = ann.page.url();
  expect(address).toContain("?thread=");
  await field(ann.page).press("Escape");
  await expect
    .poll(() => line(ann.page, /2 replies/).evaluate((it) => it === document.activeElement))
    .toBe(true);
  await ann.composer("Kitchen").fill("for the room");
  await reply(bob, "With bread?");
  await line(ann.page, /1 new reply/).waitFor();
  await ann.page.reload();
  await line(ann.page, /3 replies.*1 new reply/).waitFor();
  await dot(ann.page).waitFor();
  expect(await ann.composer("Kitchen").inputValue()).toBe("for the room");

  // All that is new in any room stands on a page, which leads there.
  await ann.page.getByRole("navigation").getByRole("link", { name: "Threads" }).click();
  await ann.page.getByRole("heading", { name: "New" }).waitFor();
  await expectAccessible(ann.page);
  await ann.page
    .getByRole("main")
    .getByRole("link", { name: /Soup or stew/ })
    .click();
  await panel(ann.page)
    .getByRole("article", { name: /^Bob: With bread/ })
    .waitFor();
  await expect.poll(() => field(ann.page).inputValue()).toBe("And br");
  await ann.page.goto(address);
  await panel(ann.page)
    .getByRole("article", { name: /^Bob: With bread/ })
    .waitFor();

  // A link to a reply leads into its thread.
  const inRoom = new URL(address);
  await ann.page.goto(`${inRoom.pathname}/4`);
  await panel(ann.page)
    .getByRole("article", { name: /^Bob: Soup/ })
    .waitFor();

  // A reply that is deleted is not counted any more; neither does the thread go with what it hangs on.
  await panel(bob.page)
    .getByRole("article", { name: /^Bob: With bread/ })
    .focus();
  await bob.page.keyboard.press("Delete");
  await bob.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await panel(ann.page).getByText("2 replies").waitFor();
  await room(ann.page)
    .getByRole("article", { name: /^Ann: Soup or stew/ })
    .focus();
  await ann.page.keyboard.press("Delete");
  await ann.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await panel(bob.page)
    .getByRole("article", { name: /^Ann: Message deleted/ })
    .waitFor();
  await panel(bob.page)
    .getByRole("article", { name: /^Bob: Soup/ })
    .waitFor();

  // The list of the room's threads.
  await bob.page.getByRole("button", { name: "Threads", exact: true }).click();
  await bob.page.getByRole("button", { name: "Threads", exact: true }).click();
  const list = bob.page.getByRole("complementary", { name: "Threads" });
  await list.getByRole("link", { name: /2 replies/ }).waitFor();
  await expectAccessible(bob.page);

  expect([...ann.complaints, ...bob.complaints]).toEqual([]);
});

test("on a phone a thread is a page of its own, and Back leads out of it", async () => {
  const ann = await Visitor.arrive(browser, parley.url, "Ann", { width: 390, height: 844 });
  await ann.signIn();
  await ann.page.getByRole("link", { name: "Kitchen" }).click();
  await line(ann.page, /Last reply/).click();
  await panel(ann.page).waitFor();
  await expectAccessible(ann.page);
  await ann.page.goBack();
  await panel(ann.page).waitFor({ state: "detached" });
  await line(ann.page, /Last reply/).waitFor();
  expect(new URL(ann.page.url()).search).toBe("");
  expect(ann.complaints).toEqual([]);
});
