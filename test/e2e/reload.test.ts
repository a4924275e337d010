import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { WirePerson } from "../wire/person.ts";
import { withServiceWorker } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

const BURST = 25;
const ROUNDS = 20;
const SAID_WITHIN_MS = 20_000;
const GENEROUS = { sendBurst: 1_000, sendsPerSecond: 1_000, framesPerMinute: 10_000 };

withServiceWorker();
setStage({ limits: GENEROUS });

test("a message that is shown is said, once and in order, also when the page is reloaded at once", async () => {
  const ann = await WirePerson.founder(parley.url);
  const room = await ann.createRoom("Kitchen");
  const visitor = await Visitor.arrive(browser, parley.url, "Ann");
  const { page } = visitor;
  await visitor.signIn(`/rooms/${room}`);
  await visitor.composer("Kitchen").waitFor();

  const burst = Array.from({ length: BURST }, (_, i) => `burst ${i + 1}`);
  await writeAndReload(page, burst);
  const single = Array.from({ length: ROUNDS }, (_, i) => `single ${i + 1}`);
  for (const text of single) {
    await visitor.composer("Kitchen").waitFor();
    await writeAndReload(page, [text]);
  }

  const said = async () => {
    const { messages } = await ann.history(room, "?limit=100");
    return messages.flatMap((event) => (event.type === "message.posted" ? [event.body] : []));
  };
  await expect.poll(said, { timeout: SAID_WITHIN_MS }).toEqual([...burst, ...single]);
  await visitor.seesSaid(`single ${ROUNDS}`);
  await visitor.hasNothingWaiting();
  // No words are left; the id of what was sent last is (web/storage/unsent-notes.ts).
  const left = await page.evaluate(() =>
    Object.keys(localStorage).filter((key) => /^parley\.unsent\..*[^.]$/.test(key)),
  );
  expect(left).toEqual([]);
  expect(visitor.complaints).toEqual([]);
}, 120_000);

/** Faster than any hand: the page is on its way out in the turn in which the last row appears. */
async function writeAndReload(page: Page, texts: readonly string[]): Promise<void> {
  const reloaded = page.waitForEvent("load");
  await page.evaluate(async (all) => {
    const field = document.querySelector("textarea");
    if (!field) throw new Error("there is nowhere to write");
    for (const [i, text] of all.entries()) {
      // React replaces the field's own setter and would not notice the text.
      Reflect.set(HTMLTextAreaElement.prototype, "value", text, field);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      // React tells the form of the new text at the end of the turn.
      await Promise.resolve();
      field.form?.requestSubmit();
      await Promise.resolve();
      if (i === all.length - 1) location.reload();
    }
  }, texts);
  await reloaded;
}
