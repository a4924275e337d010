import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

setStage();

const TYPES = /Bob.* is typing/;
const panel = (page: Page) => page.getByRole("complementary", { name: "Thread in Kitchen" });
const field = (page: Page) => page.getByRole("textbox", { name: "Reply in the thread" });
const inRoom = (page: Page) => page.getByRole("region", { name: "Conversation" }).getByText(TYPES);
const inThread = (page: Page) => panel(page).getByText(TYPES);

async function openThread({ page }: Visitor): Promise<void> {
  await page.getByRole("article", { name: /^Ann: Soup/ }).hover();
  await page.getByRole("button", { name: "Reply in thread" }).click();
  await field(page).waitFor();
}

test("who types is seen where they type, until they have said it or want it seen no more", async () => {
  const ann = await Visitor.arrive(browser, parley.url, "Ann");
  const bob = await Visitor.arrive(browser, parley.url, "Bob");
  await ann.createCommunity("The Commons");
  await ann.createRoom("Kitchen", "What we eat");
  await bob.signUp(await ann.makeInvite());
  await bob.joinRoom("Kitchen");
  await ann.write("Kitchen", "Soup or stew?");
  await bob.seesSaid("Soup or stew?");
  for (const each of [ann, bob]) await openThread(each);

  await field(bob.page).pressSequentially("So");
  await inThread(ann.page).waitFor();
  expect(await inRoom(ann.page).count()).toBe(0);

  // One types in one place: the newest.
  await bob.composer("Kitchen").pressSequentially("By");
  await inRoom(ann.page).waitFor();
  await expect.poll(() => inThread(ann.page).count()).toBe(0);
  await bob.composer("Kitchen").fill("By the way");
  await bob.composer("Kitchen").press("Enter");
  await ann.seesSaid("By the way");
  await expect.poll(() => inRoom(ann.page).count()).toBe(0);
  // Nobody sees of themselves that they type.
  expect(await bob.page.getByText(/is typing/).count()).toBe(0);

  // Closing the thread with words in it ends it at once, not after seven seconds.
  await expect
    .poll(
      async () => {
        await field(bob.page).press("x");
        return inThread(ann.page).count();
      },
      { timeout: 10_000 },
    )
    .toBe(1);
  await field(bob.page).press("Escape");
  await inThread(ann.page).waitFor({ state: "detached", timeout: 2_000 });

  // Bob wants it seen no more. What he says comes all the same.
  const page = await bob.page.context().newPage();
  await page.goto("/settings");
  await page.getByRole("checkbox", { name: "Show others when I am typing" }).uncheck();
  await page.close();
  const seen: string[] = [];
  await ann.page.exposeFunction("seesTyping", () => seen.push("typing"));
  await ann.page.evaluate(() =>
    new MutationObserver(() => {
      if (document.body.innerText.includes("is typing"))
        (window as unknown as { seesTyping: () => void }).seesTyping();
    }).observe(document.body, { subtree: true, childList: true, characterData: true }),
  );
  await bob.composer("Kitchen").pressSequentially("Unseen words");
  await bob.composer("Kitchen").press("Enter");
  await ann.seesSaid("Unseen words");
  expect(seen).toEqual([]);
  expect([...ann.complaints, ...bob.complaints]).toEqual([]);
});
