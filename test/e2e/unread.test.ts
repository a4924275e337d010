import { expect, test } from "vitest";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

setStage();

/** What the sidebar says of a room: its name, and what is new in it. */
const listed = (visitor: Visitor, room: string, says = "") =>
  visitor.page
    .getByRole("navigation", { name: "Rooms" })
    .getByRole("link", { name: says === "" ? room : `${room} , ${says}`, exact: true });

test("two devices of one person and a friend agree on what is new, also after a reload", async () => {
  const bob = await Visitor.arrive(browser, parley.url, "Bob");
  await bob.createCommunity("The Commons");
  await bob.sees("Welcome to The Commons");
  await bob.createRoom("Kitchen", "What is cooking");
  await bob.createRoom("Garden", "Beds and seeds");
  const invite = await bob.makeInvite();
  const desk = await Visitor.arrive(browser, parley.url, "Ann");
  await desk.signUp(invite);
  await desk.sees("Welcome to The Commons");
  for (const room of ["Kitchen", "Garden"]) await desk.joinRoom(room);
  const phone = await Visitor.arrive(browser, parley.url, "Ann");
  await phone.signIn();
  await listed(phone, "Garden").click();
  await phone.composer("Garden").waitFor();

  await listed(bob, "Kitchen").click();
  for (const text of ["one", "two", "three"]) await bob.write("Kitchen", text);
  for (const device of [desk, phone])
    await listed(device, "Kitchen", "3 unread messages").waitFor();
  await bob.composer("Kitchen").pressSequentially("@An");
  await bob.page.getByRole("option", { name: /Ann/ }).waitFor();
  await bob.page.keyboard.press("Enter");
  await bob.composer("Kitchen").pressSequentially("look");
  await bob.composer("Kitchen").press("Enter");
  for (const device of [desk, phone]) await listed(device, "Kitchen", "1 mention of you").waitFor();

  await phone.page.reload();
  await listed(phone, "Kitchen", "1 mention of you").waitFor();

  // Read at the desk: the "new" line stands over the first of it, and the phone knows within a moment.
  await listed(desk, "Kitchen", "1 mention of you").click();
  await desk.seesSaid("three");
  await listed(desk, "Kitchen").waitFor();
  await listed(phone, "Kitchen").waitFor();
  // And so does whoever said it.
  const read = bob.page.getByRole("log").getByRole("note", { name: "Read by Ann" });
  await read.waitFor();

  // Unread from here, at the desk; gone on both when it is opened on the phone.
  await desk.page.getByRole("log").getByRole("article").filter({ hasText: "two" }).last().focus();
  await desk.page.keyboard.press("Shift+U");
  await listed(phone, "Kitchen", "3 unread messages").waitFor();
  await listed(phone, "Kitchen", "3 unread messages").click();
  await phone.seesSaid("two");
  await listed(phone, "Kitchen").waitFor();
  await listed(desk, "Kitchen").waitFor();
  // Whoever hides how far they have read is forgotten at once, on a page that stays open.
  await desk.page.goto("/settings");
  await desk.page.getByLabel("Let others see how far I have read").uncheck();
  await read.waitFor({ state: "detached" });
  for (const { complaints } of [bob, desk, phone]) expect(complaints).toEqual([]);
}, 120_000);
