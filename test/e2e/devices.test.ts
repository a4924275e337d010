import { expect, test } from "vitest";
import { expectAccessible } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

const NEW_PASSWORD = "a staple and a battery";

setStage();

test("a lost device is signed out from another, with its open room, and a new password ends the rest", async () => {
  const laptop = await Visitor.arrive(browser, parley.url, "Ann");
  await laptop.createCommunity("The Commons");
  await laptop.createRoom("Kitchen", "What is cooking");
  const [lost, tablet] = [
    await Visitor.arrive(browser, parley.url, "Ann"),
    await Visitor.arrive(browser, parley.url, "Ann", { width: 390, height: 844 }),
  ];
  for (const device of [lost, tablet]) {
    await device.signIn();
    await device.page.getByRole("link", { name: "Kitchen" }).click();
    await device.composer("Kitchen").waitFor();
  }

  const { page } = laptop;
  await page.getByRole("button", { name: /your menu$/ }).click();
  await page.getByRole("menuitem", { name: "Your account" }).click();
  const rows = page.getByRole("list", { name: "Devices" }).getByRole("listitem");
  await expect.poll(() => rows.count()).toBe(3);
  expect(await rows.first().textContent()).toContain("This device");
  await expectAccessible(page);
  // The one that signed in last stands first among the others: the tablet. The lost one is the other.
  await rows
    .last()
    .getByRole("button", { name: /^Sign out of / })
    .click();
  await expect.poll(() => rows.count()).toBe(2);
  await lost.page.getByRole("button", { name: "Sign in" }).waitFor();

  await page.getByLabel("Current password").fill("not the password");
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await laptop.sees("That is not your current password.");
  await page.getByLabel("Current password").fill("correct horse battery");
  await page.getByRole("button", { name: "Change password" }).click();
  await tablet.page.getByRole("button", { name: "Sign in" }).waitFor();

  await page.getByRole("link", { name: "Kitchen" }).click();
  await laptop.write("Kitchen", "still here");
  await laptop.seesSaid("still here");
  await laptop.hasNothingWaiting();
  expect([...laptop.complaints, ...lost.complaints, ...tablet.complaints]).toEqual([]);
});
