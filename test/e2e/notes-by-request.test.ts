import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startFrontDoor, type FrontDoor } from "../front-door.ts";
import { startParley, type Parley } from "../servers.ts";
import { keepScreens, openBrowser } from "./browser.ts";
import { Visitor } from "./visitor.ts";

/** Two tries of a socket, with their pauses, come before the first request. */
const FOUND_OUT_WITHIN = { timeout: 60_000 };

let browser: Browser;
let front: FrontDoor;
let parley: Parley;

beforeAll(async () => {
  browser = await openBrowser();
  front = await startFrontDoor(() => parley.port);
  parley = await startParley({ origin: `http://127.0.0.1:${front.port}` });
});

afterEach(({ task }) => keepScreens(browser, task));

afterAll(async () => {
  await browser.close();
  await front.stop();
  await parley.stop();
});

test("where the network lets no socket through, a note is written and read all the same, and has a socket again when there is one", async () => {
  const ann = await Visitor.arrive(browser, parley.url, "Ann");
  await ann.createCommunity("The Commons");
  await ann.createRoom("Kitchen", "What is cooking");
  const invite = await ann.makeInvite();
  front.forbidSockets();
  const bob = await Visitor.arrive(browser, `http://127.0.0.1:${front.port}`, "Bob");
  await bob.signUp(invite);
  await bob.sees("Welcome to The Commons");
  await bob.joinRoom("Kitchen");
  await bob.page.keyboard.press("Control+Shift+L");
  await note(bob).waitFor();
  await note(bob).click();
  await bob.page.keyboard.type("Soup, says Bob");
  await status(bob, "Saved");

  await ann.page.keyboard.press("Control+Shift+L");
  await note(ann).getByText("Soup, says Bob").click();
  await ann.page.keyboard.press("Control+End");
  await ann.page.keyboard.type(", and bread, says Ann");
  await note(bob).getByText("and bread, says Ann").waitFor();
  await bob.page.keyboard.press("Control+End");
  await bob.page.keyboard.type(". Olives!");
  await note(ann).getByText("and bread, says Ann. Olives!").waitFor();
  await status(bob, "Saved");

  // What is written while the server is away comes when it is back.
  await parley.kill();
  await bob.page.keyboard.type(" Cheese!");
  await status(bob, "Offline, kept on this device");
  await parley.restart();
  await note(ann).getByText("Olives! Cheese!").waitFor();
  await status(bob, "Saved");

  // Where somebody is in the note is told by sockets alone.
  const isSeen = () => ann.page.getByLabel("Also here: Bob").count();
  expect(await isSeen()).toBe(0);
  front.allowSockets();
  await expect
    .poll(async () => {
      await bob.page.evaluate(() => dispatchEvent(new Event("online")));
      return isSeen();
    }, FOUND_OUT_WITHIN)
    .toBe(1);
  await note(bob).click();
  await bob.page.keyboard.press("Control+End");
  await bob.page.keyboard.type(" And wine.");
  await note(ann).getByText("Cheese! And wine.").waitFor();
  await status(bob, "Saved");
  expect([...ann.complaints, ...bob.complaints]).toEqual([]);
}, 300_000);

function note({ page }: Visitor) {
  return page.getByRole("textbox", { name: "The note of Kitchen" });
}

async function status({ page }: Visitor, says: string) {
  const panel = page.getByRole("complementary", { name: "Note" });
  await panel.getByText(says, { exact: true }).waitFor();
}
