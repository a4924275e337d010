import jsqr from "jsqr";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { expectAccessible } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

let olga: Visitor;
const everyone: Visitor[] = [];

setStage();

beforeAll(async () => {
  olga = await arrive("Olga");
  await olga.createCommunity("The Commons");
  await olga.createRoom("Kitchen", "What is cooking");
  await olga.createRoom("Cellar", "What is kept");
});
async function arrive(name: string, viewport?: { width: number; height: number }) {
  const visitor = await Visitor.arrive(browser, parley.url, name, viewport);
  everyone.push(visitor);
  return visitor;
}

const isOver = () => expect(everyone.flatMap(({ complaints }) => complaints)).toEqual([]);

async function decide(by: Visitor, about: string, what: string): Promise<void> {
  const { page } = by;
  await page.getByRole("button", { name: `Decide about ${about}` }).click();
  await page.getByRole("menuitem", { name: what }).click();
}

const openPeople = (page: Page) =>
  page
    .getByRole("navigation", { name: "Rooms" })
    .getByRole("link", { name: "People", exact: true })
    .click();

test("an admin is made, puts someone out who has a room open, and lets them back", async () => {
  const invite = await olga.makeInvite();
  const [adam, bob] = [await arrive("Adam"), await arrive("Bob")];
  for (const visitor of [adam, bob]) {
    await visitor.signUp(invite);
    await visitor.sees("Welcome to The Commons");
    await visitor.joinRoom("Kitchen");
  }

  await openPeople(adam.page);
  await adam.sees("3 people");
  expect(await adam.page.getByRole("button", { name: /^Decide about/ }).count()).toBe(0);
  await expectAccessible(adam.page);
  await openPeople(olga.page);
  await decide(olga, "Adam", "Make an admin");
  await olga.page.getByRole("button", { name: "Make an admin", exact: true }).click();
  const row = olga.page.getByRole("list", { name: "People" }).getByRole("listitem");
  await row.filter({ hasText: "Adam" }).getByText("Admin", { exact: true }).waitFor();
  await expectAccessible(olga.page);

  // What he may is in his next token; a new visit brings one.
  await adam.page.reload();
  await decide(adam, "Bob", "Put out…");
  await expectAccessible(adam.page);
  const before = Date.now();
  await adam.page.getByRole("button", { name: "Put out", exact: true }).click();
  await bob.page.getByRole("button", { name: "Sign in" }).waitFor();
  // Rooms close within a second (test/contract/signing-out.ts); the rest is two browsers on a busy machine.
  expect(Date.now() - before).toBeLessThan(3_000);
  await adam.page
    .getByRole("list", { name: "People" })
    .getByText("Put out", { exact: true })
    .waitFor();
  await bob.signIn();
  await bob.sees("You have been put out of this community.");
  await olga.page.getByRole("link", { name: "Kitchen" }).click();
  await olga.sees(/Bob.*left/);

  await decide(adam, "Bob", "Let back in…");
  await adam.page.getByRole("button", { name: "Let back in", exact: true }).click();
  await bob.signIn();
  await bob.sees("Welcome to The Commons");
  await bob.joinRoom("Kitchen");
  await bob.write("Kitchen", "I am back");
  await olga.seesSaid("I am back");
  isOver();
});

test("the only owner cannot step down, and everyone is found by name", async () => {
  const { page } = olga;
  await openPeople(page);
  await decide(olga, "Olga", "Make a member");
  await page.getByRole("button", { name: "Become a member" }).click();
  await olga.sees("A community needs an owner. Make someone else an owner first.");
  await page.keyboard.press("Escape");
  await page.getByLabel("Find a person").fill("ada");
  await olga.sees("1 person");
  await olga.sees("Adam");
  await page.getByLabel("Find a person").fill("zoe");
  await olga.sees("Nobody is called “zoe”");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Show everyone" }).click();
  await olga.sees("3 people");
  isOver();
});

test("a guest comes in by a code read from the screen, lands in their room, and sees nothing else", async () => {
  const { page } = olga;
  await page.getByRole("button", { name: "Invite people" }).first().click();
  await expectAccessible(page);
  await page.getByLabel("They come in as").selectOption("Guests");
  await page.getByLabel("Into the room").selectOption("Kitchen");
  await page.getByLabel("Works for").selectOption("1 person");
  await page.getByRole("button", { name: "Create invite link" }).click();
  const link = await page.getByLabel("Invite link").inputValue();
  await expectAccessible(page);
  expect(await readCode(page)).toBe(link);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await readCode(page)).toBe(link);
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("button", { name: "Done" }).click();

  const gus = await arrive("Gus", { width: 390, height: 844 });
  await gus.page.goto(link);
  await gus.sees("Olga invites you as a guest, into the room Kitchen.");
  await expectAccessible(gus.page);
  await gus.signUp(link);
  await gus.composer("Kitchen").waitFor();
  await gus.write("Kitchen", "hello from outside");
  await olga.page.getByRole("link", { name: "Kitchen" }).click();
  await olga.seesSaid("hello from outside");
  await gus.page.getByRole("link", { name: "Back to rooms" }).click();
  await gus.page.getByRole("link", { name: "Kitchen" }).waitFor();
  for (const name of ["Browse rooms", "People", "Cellar"])
    expect([name, await gus.page.getByRole("link", { name, exact: true }).count()]).toEqual([
      name,
      0,
    ]);
  for (const name of ["New room", "Invite people"])
    expect([name, await gus.page.getByRole("button", { name }).count()]).toEqual([name, 0]);
  await expectAccessible(gus.page);

  // Into another room by another link, without a new account.
  await page.getByRole("button", { name: "Invite people" }).first().click();
  await page.getByLabel("They come in as").selectOption("Guests");
  await page.getByLabel("Into the room").selectOption("Cellar");
  await page.getByRole("button", { name: "Create invite link" }).click();
  const second = await page.getByLabel("Invite link").inputValue();
  await page.getByRole("button", { name: "Done" }).click();
  await gus.page.goto(second);
  await gus.sees("The invite is for the room Cellar.");
  await expectAccessible(gus.page);
  await gus.page.getByRole("button", { name: "Go to the room" }).click();
  await gus.composer("Cellar").waitFor();
  isOver();
});

test("invites are listed for those who may, and taken back", async () => {
  const { page } = olga;
  await openPeople(page);
  await page.getByRole("link", { name: "Invites" }).click();
  const rows = page.getByRole("list", { name: "Invites" }).getByRole("listitem");
  // The one that Bob came by ended when he was put out.
  await expect.poll(() => rows.count()).toBe(1);
  expect(await rows.first().textContent()).toMatch(/^As a guest into Cellar1 of 10 used · until /);
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Revoke/ }).click();
  await expect.poll(() => rows.count()).toBe(0);
  await olga.sees("No invite works at the moment");
  isOver();
});

test("the door opens to everyone, and closes to everyone", async () => {
  const invite = await olga.makeInvite();
  const { page } = olga;
  await openPeople(page);
  await page.getByRole("link", { name: "Settings" }).click();
  const door = async (name: string) => {
    await page.getByRole("radio", { name, exact: true }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await olga.sees(`Who can join: ${name}`);
  };
  await page.getByRole("radio", { name: "By invite" }).waitFor();
  await expectAccessible(page);
  await door("Open");

  const dora = await arrive("Dora");
  await dora.page.goto("/");
  await dora.page.getByRole("link", { name: "Create an account" }).click();
  await dora.page.getByLabel("Your name").fill("Dora");
  await dora.page.getByLabel("Email").fill("dora@example.org");
  await dora.page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await expectAccessible(dora.page);
  await dora.page.getByRole("button", { name: "Create account" }).click();
  await dora.sees("Welcome to The Commons");

  await door("Closed");
  await page.getByLabel("Name of the community").fill("The Guild");
  await page.getByRole("button", { name: "Change name" }).click();
  await page.getByRole("link", { name: "The Guild" }).waitFor();
  const eve = await arrive("Eve");
  await eve.page.goto("/");
  await eve.sees("Sign in to The Guild");
  await eve.page.getByRole("button", { name: "Sign in" }).waitFor();
  expect(await eve.page.getByText("No account yet?").count()).toBe(0);
  await expectAccessible(eve.page);
  await eve.page.goto("/join");
  await eve.sees("Nobody can make an account here at the moment.");
  await eve.page.goto(invite);
  await eve.page.reload();
  await eve.sees("Nobody new can join at the moment.");
  isOver();
});

test("the owner limits for how long messages can be edited, and is told so at the next edit", async () => {
  const { page } = olga;
  await openPeople(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByLabel("How long people can edit what they said").selectOption("5 minutes");
  await page.getByRole("button", { name: "Change time" }).click();
  await olga.sees("Time to edit: 5 minutes");
  await page.getByRole("link", { name: "Kitchen", exact: true }).click();
  await olga.write("Kitchen", "soop is ready");
  await olga.seesSaid("soop is ready");
  await olga.hasNothingWaiting();
  await page.keyboard.press("ArrowUp");
  await olga.sees("You can edit this for 5 more minutes");
  await page.getByRole("textbox", { name: "Message Kitchen" }).fill("soup is ready");
  await page.keyboard.press("Enter");
  await olga.seesSaid("soup is ready");
  await expectAccessible(page);
  isOver();
});

/** What a camera reads from the dialog. */
async function readCode(page: Page): Promise<string | undefined> {
  const png = await page.getByRole("img", { name: /^QR code/ }).screenshot();
  const pixels = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    context?.drawImage(bitmap, 0, 0);
    const data = context?.getImageData(0, 0, width, height).data ?? [];
    return { width, height, data: [...data] };
  }, png.toString("base64"));
  return jsqr(Uint8ClampedArray.from(pixels.data), pixels.width, pixels.height)?.data;
}
