import { expect, test } from "vitest";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

const GRACE_MS = 4_000;
setStage({ limits: { presenceGraceMs: GRACE_MS } });

test("a friend is online over a reload, undisturbed when they say so, and offline when they have gone", async () => {
  const ann = await Visitor.arrive(browser, parley.url, "Ann");
  const bob = await Visitor.arrive(browser, parley.url, "Bob");
  await ann.createCommunity("The Commons");
  await ann.createRoom("Kitchen", "What we eat");
  await bob.signUp(await ann.makeInvite());
  await bob.joinRoom("Kitchen");
  const panel = ann.page.getByRole("complementary", { name: "People" });
  const bobIs = (is: string) => panel.getByRole("button", { name: `Bob , ${is}` });
  await bobIs("Online").waitFor();
  await panel.getByRole("heading", { name: "Online 2" }).waitFor();

  // All that is said of Bob from here on, also for a moment.
  const seen: string[] = [];
  await ann.page.exposeFunction("seesBob", (says: string) => {
    if (seen.at(-1) !== says) seen.push(says);
  });
  await ann.page.evaluate(() => {
    const look = () => {
      const bobs = document.querySelector('[data-name="Bob"] .only-heard')?.textContent ?? "none";
      (window as unknown as { seesBob: (says: string) => void }).seesBob(bobs);
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    look();
  });
  await bob.page.reload();
  await bob.composer("Kitchen").waitFor();
  await bob.page.getByRole("button", { name: /your menu/ }).click();
  await bob.page.getByRole("menuitem", { name: "Availability" }).click();
  await bob.page.getByRole("radio", { name: "Do not disturb" }).check();
  await bobIs("Do not disturb").waitFor();
  await bob.page.getByRole("radio", { name: "Automatic" }).check();
  await bobIs("Online").waitFor();
  await bob.page.keyboard.press("Escape");
  await bob.page.getByRole("button", { name: /^Bob , Online.*your menu/ }).waitFor();
  expect(seen).toEqual([", Online", ", Do not disturb", ", Online"]);

  await bob.page.close();
  await bobIs("Offline").waitFor({ timeout: 4 * GRACE_MS });
  await panel.getByRole("heading", { name: "Offline 1" }).waitFor();
  expect(seen).toEqual([", Online", ", Do not disturb", ", Online", ", Offline"]);
  expect([...ann.complaints, ...bob.complaints]).toEqual([]);
});
