import { expect, test } from "vitest";
import { expectAccessible } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

setStage();

/** The way to the list, with how much in it waits to be looked at. */
const way = ({ page }: Visitor, unseen = 0) =>
  page.getByRole("navigation", { name: "Rooms" }).getByRole("link", {
    name: unseen === 0 ? "Activity" : `Activity , ${unseen} unseen`,
    exact: true,
  });
const lines = ({ page }: Visitor) => page.getByRole("main").getByRole("listitem").getByRole("link");
const line = (visitor: Visitor, says: RegExp) =>
  visitor.page.getByRole("main").getByRole("link", { name: says });

async function choose({ page }: Visitor, words: RegExp, what: string): Promise<void> {
  await page.getByRole("log").getByRole("article", { name: words }).last().focus();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menu").getByRole("menuitem", { name: what }).first().click();
}

test("a mention, a reply and a reaction are told, lead to where they are, and are seen on all devices", async () => {
  const desk = await Visitor.arrive(browser, parley.url, "Ann");
  await desk.createCommunity("The Commons");
  await desk.createRoom("Kitchen", "What we eat");
  await desk.createRoom("Garden", "Beds and seeds");
  const bob = await Visitor.arrive(browser, parley.url, "Bob");
  await bob.signUp(await desk.makeInvite());
  await bob.joinRoom("Kitchen");
  const room = desk.page.getByRole("navigation").getByRole("link", { name: /^Kitchen/ });
  await room.click();
  await desk.write("Kitchen", "Soup or stew?");
  await bob.seesSaid("Soup or stew?");
  // Her desk is elsewhere meanwhile, and her phone has never been in the room.
  await way(desk).click();
  await desk.sees("Nothing yet");
  await expectAccessible(desk.page);
  const phone = await Visitor.arrive(browser, parley.url, "Ann");
  await phone.signIn();
  await way(phone).click();
  await phone.sees("Nothing yet");

  await bob.composer("Kitchen").pressSequentially("@An");
  await bob.page.getByRole("option", { name: /Ann/ }).waitFor();
  await bob.page.keyboard.press("Enter");
  await bob.composer("Kitchen").pressSequentially("look at **this**");
  await bob.composer("Kitchen").press("Enter");
  await choose(bob, /^Ann: Soup/, "Reply");
  await bob.write("Kitchen", "Stew");
  await choose(bob, /^Ann: Soup/, "Add a reaction");
  await bob.page.getByRole("searchbox").fill("thumbs up");
  await bob.page.keyboard.press("Enter");

  for (const device of [desk, phone]) {
    await way(device, 3).waitFor();
    await line(device, /^New: Bob mentioned you in Kitchen ?, .* ?: @Ann look at this$/).waitFor();
    await line(device, /^New: Bob replied to you in Kitchen ?, .* ?: Stew$/).waitFor();
    await line(device, /^New: Bob reacted 👍 in Kitchen ?, .* ?: Soup or stew\?$/).waitFor();
  }
  await expectAccessible(desk.page);

  // Down to the second, by keys alone; and back to it.
  await lines(desk).first().focus();
  await desk.page.keyboard.press("ArrowDown");
  await desk.page.keyboard.press("ArrowUp");
  expect(await lines(desk).first().textContent()).toContain("reacted");
  await desk.page.keyboard.press("Enter");
  await desk.seesSaid("Stew");
  // Whoever reads the room sees the others, too; and the phone knows all of it.
  for (const device of [desk, phone]) await way(device).waitFor();
  for (const deed of ["reacted 👍", "replied to you", "mentioned you"])
    await line(phone, new RegExp(`^Bob ${deed} in Kitchen`)).waitFor();
  await desk.page.goBack();
  const opened = line(desk, /^Bob reacted 👍 in Kitchen/);
  await opened.waitFor();
  await expect.poll(() => opened.evaluate((link) => link === document.activeElement)).toBe(true);

  // What was deleted is told as that.
  await bob.page.keyboard.press("Escape");
  await choose(bob, /^Bob: Stew/, "Delete");
  await bob.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await line(phone, /^Bob replied to you in Kitchen.*deleted/).waitFor();
  for (const { complaints } of [desk, phone, bob]) expect(complaints).toEqual([]);
}, 120_000);
