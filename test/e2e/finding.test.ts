import { expect, test } from "vitest";
import { expectAccessible, newPage } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

setStage();

const ROOMS = ["Kitchen", "Garden", "Attic"];

test("somebody finds their way by keys, goes back and forward, and by a link that they were sent", async () => {
  const ann = await Visitor.arrive(browser, parley.url, "Ann");
  const { page } = ann;
  const heading = (name: string) => page.getByRole("heading", { name, level: 1, exact: true });
  await ann.createCommunity("The Commons");
  for (const room of ROOMS) await ann.createRoom(room, `About the ${room.toLowerCase()}`);
  await ann.write("Attic", "Who left the light on?");
  await ann.hasNothingWaiting();

  // To a room by a part of its name, and one writes there at once.
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Go to" });
  await palette.waitFor();
  await expectAccessible(page);
  await page.keyboard.type("tche");
  await page.keyboard.press("Enter");
  await heading("Kitchen").waitFor();
  await expect.poll(() => page.title()).toBe("Kitchen – The Commons");
  await expect.poll(() => focusedLabel(ann)).toBe("Message Kitchen");

  // The one before is the first that is offered, so two keys go back and forth.
  await page.keyboard.press("Control+k");
  await palette.waitFor();
  await page.keyboard.press("Enter");
  await heading("Attic").waitFor();
  await expect.poll(() => focusedLabel(ann)).toBe("Message Attic");

  // Opened and closed, the palette leaves neither a step of the history nor the focus elsewhere.
  await page.keyboard.press("Control+k");
  await palette.waitFor();
  await page.keyboard.press("Escape");
  await palette.waitFor({ state: "detached" });
  await expect.poll(() => focusedLabel(ann)).toBe("Message Attic");

  // A page by its command begins at its heading.
  await page.keyboard.press("Control+k");
  await page.keyboard.type(">browse");
  await page.keyboard.press("Enter");
  await heading("Browse rooms").waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toBe("Browse rooms");

  await page.goBack();
  await heading("Attic").waitFor();
  await page.goBack();
  await heading("Kitchen").waitFor();
  await page.goForward();
  await heading("Attic").waitFor();

  // Below it in the sidebar, and once around.
  await page.keyboard.press("Alt+ArrowDown");
  await heading("Garden").waitFor();
  await page.keyboard.press("Alt+ArrowUp");
  await heading("Attic").waitFor();

  // The sheet of keys, and a letter typed outside of fields.
  await page.keyboard.press("Control+/");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await sheet.waitFor();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  await page.evaluate(
    () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
  );
  await page.keyboard.type("me");
  await expect.poll(() => ann.composer("Attic").inputValue()).toBe("me");

  // The address of a message opens for whoever has to sign in first.
  const link = `${new URL(page.url()).pathname}/2`;
  const { page: fresh, complaints } = await newPage(browser, parley.url);
  await fresh.goto(link);
  await fresh.getByLabel("Email").fill("ann@example.org");
  await fresh.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await fresh.getByRole("button", { name: "Sign in" }).click();
  await fresh.getByRole("heading", { name: "Attic", level: 1 }).waitFor();
  await fresh.getByRole("log").getByText("Who left the light on?").waitFor();
  expect(new URL(fresh.url()).pathname).toBe(link);
  await fresh.goto(`${new URL(page.url()).pathname}/none`);
  await fresh.getByText("There is nothing at this address").waitFor();

  // A person has an address too: beside the page one is on, and closed it leaves the page of all.
  const beside = page.context().waitForEvent("page");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("@ann");
  await page.getByRole("option", { name: "Ann" }).waitFor();
  await page.keyboard.press("Control+Enter");
  const card = await beside;
  await card.getByRole("dialog", { name: "Ann" }).waitFor();
  expect(new URL(card.url()).pathname).toMatch(/^\/people\/person\/./);
  await card.keyboard.press("Escape");
  await expect.poll(() => new URL(card.url()).pathname).toBe("/people");

  expect([...ann.complaints, ...complaints]).toEqual([]);
}, 120_000);

function focusedLabel({ page }: Visitor): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
}
