import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { MAX_ROOM_NAME_LENGTH } from "#protocol/limits.ts";
import { Visitor } from "../../test/e2e/visitor.ts";
import type { Parley } from "../../test/servers.ts";
import { ircDays } from "../../test/shared-data.ts";
import type { Place } from "./view.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ROOM = "Ubuntu";
const runFile = promisify(execFile);

/** `answered`: words of the message that it replies to. */
const TALK: readonly [who: 0 | 1, text: string, answered?: string][] = [
  [0, "Morning! The mirror is back, I put what happened into the notes."],
  [1, "Thank you. Was it the disk again?", "Morning!"],
  [0, "No, **the clock**: it was off by `3.2 s`, and the check gave up. This is all it took:"],
  [0, "```sh\ntimedatectl set-ntp true\nsystemctl restart mirror.service   # once\n```"],
  [1, "> it was off by 3.2 s\n\nThat explains the odd times in the log as well."],
  [
    1,
    "Then what is left for today:\n\n1. move the old images\n2. tell people about [the new address](https://example.org/mirror)\n3. tea",
  ],
  [0, "~~Tea first~~ Wonderful."],
  [1, "I will do the second, and write here when it is done."],
];

/** People, rooms and talk to look at: real chat where it lies beside the checkout, and a few words of today. */
export async function makeCommunity(browser: Browser, parley: Parley): Promise<Place> {
  const ann = await Visitor.arrive(browser, parley.url, "Ann");
  await ann.createCommunity("The Commons");
  await ann.createRoom("Kitchen", "What is cooking, and for whom");
  await ann.createRoom("An empty room", "");
  const empty = idIn(ann.page.url());
  for (const [name, topic] of ROOMS) await ann.createRoom(name, topic);
  const days = ircDays();
  if (days) {
    const args = ["--import", "tsx", "scripts/import.ts", "irc", ...days.slice(-2), "--room", ROOM];
    const env = { ...process.env, PORT: String(parley.port), PARLEY_DATA: parley.dir };
    await runFile(process.execPath, args, { cwd: ROOT, env });
    await ann.page.goto("/rooms");
    await ann.page.getByRole("button", { name: `Open ${ROOM}` }).click();
    await ann.composer(ROOM).waitFor();
  } else {
    console.log("../shared/data/ubuntu-irc is not beside this checkout: the talk is only ours.");
    await ann.createRoom(ROOM, "Help with Ubuntu");
  }
  const room = idIn(ann.page.url());
  const invite = await ann.makeInvite();
  const bob = await Visitor.arrive(browser, parley.url, "Bob");
  await bob.signUp(await ann.makeInvite());
  await bob.joinRoom(ROOM);
  for (const [who, text, answered] of TALK) {
    const visitor = [ann, bob][who] ?? ann;
    if (answered !== undefined) await choose(visitor.page, answered, "Reply");
    await visitor.composer(ROOM).fill(text);
    await visitor.composer(ROOM).press("Enter");
    // In the order of the talk: the other one has it.
    const other = visitor === ann ? bob : ann;
    const lastLine = text.split("\n").findLast((line) => /\w{2}/u.test(line)) ?? text;
    const words = /\w[\w ]+/u.exec(lastLine.replace(/^\d\. /, ""))?.[0].trim() ?? lastLine;
    await other.page.getByText(words).last().waitFor();
  }
  await touchUp(ann.page);
  await writeNote(ann.page, room);
  await react(bob.page, "Morning!", "red heart");
  await ann.page.context().close();
  // He stays, so that somebody is here.
  return { room, empty, invite };
}

/** What else becomes of messages: a pin, something saved, and a thread. */
async function touchUp(ann: Page): Promise<void> {
  await choose(ann, "Morning!", "Pin for everyone");
  await choose(ann, "That explains", "Save for later");
  // Under the last word: it is in sight in the smallest window.
  await choose(ann, "I will do the second", "Reply in thread");
  const field = ann.getByRole("textbox", { name: "Reply in the thread" });
  const thread = ann.getByRole("complementary", { name: /^Thread in/ });
  for (const text of ["Wonderful, thank you.", "I keep a list of what broke, and when."]) {
    await field.fill(text);
    await field.press("Enter");
    await thread.getByText(text).waitFor();
  }
  // Until the room has them: what is only shown goes with the page.
  await ann
    .getByRole("log")
    .getByRole("button", { name: /2 replies/ })
    .waitFor();
}

/** What stands in the room's note: a little of each kind. */
async function writeNote(ann: Page, room: string): Promise<void> {
  await ann.goto(`/rooms/${room}?note`);
  const note = ann.getByRole("textbox", { name: /^The note of/ });
  await note.click();
  await ann.keyboard.type(
    "# The mirror\nWhat we know of it, so that nobody has to ask **twice**.\n[] move the old images\ntell people\n\n\nIts address is https://example.org/mirror since Monday.",
  );
  const panel = ann.getByRole("complementary", { name: "Note" });
  await panel.getByText("Saved", { exact: true }).waitFor();
}

async function react(page: Page, words: string, emoji: string): Promise<void> {
  await choose(page, words, "Add a reaction");
  const field = page.getByRole("searchbox");
  await field.fill(emoji);
  await page.getByRole("gridcell").first().waitFor();
  await field.press("Enter");
  await field.waitFor({ state: "hidden" });
}

async function choose(page: Page, words: string, what: string): Promise<void> {
  const row = page.getByRole("log").getByRole("article").filter({ hasText: words }).last();
  await row.focus();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menu").getByRole("menuitem", { name: what }).first().click();
  await page.getByRole("menu").waitFor({ state: "hidden" });
}

const ROOMS: readonly [name: string, topic: string][] = [
  ["Announcements", "What everybody should know, rarely"],
  ["Garden", "Beds, seeds and who waters when"],
  [
    "Wednesday evenings: reading together, one chapter at a time, with tea and biscuits"
      .slice(0, MAX_ROOM_NAME_LENGTH)
      .trim(),
    "And a topic that goes on for longer than any line of a list could show, because somebody thought that a topic is the place for a whole story",
  ],
];

function idIn(url: string): string {
  return new URL(url).pathname.split("/")[2] ?? "";
}
