import { expect, test } from "vitest";
import { expectAccessible } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

setStage();

const main = ({ page }: Visitor) => page.getByRole("main");
const way = ({ page }: Visitor, name: string) =>
  page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name, exact: true });

test("whoever is invited finds it in their activity, looks at the room's door and comes in", async () => {
  const ann = await Visitor.arrive(browser, parley.url, "Ann");
  await ann.createCommunity("The Commons");
  await ann.createRoom("Garden", "Beds and seeds");
  const bob = await Visitor.arrive(browser, parley.url, "Bob");
  await bob.signUp(await ann.makeInvite());
  await way(bob, "Activity").click();
  await bob.sees("Nothing yet");

  await ann.openPeople(1);
  await ann.page.getByRole("button", { name: "Invite to this room" }).click();
  const dialog = ann.page.getByRole("dialog", { name: "Invite people to Garden" });
  await dialog.getByRole("checkbox", { name: "Bob" }).check();
  await expectAccessible(ann.page);
  await dialog.getByRole("button", { name: "Invite 1 person" }).click();
  // The dialog says so too, until it is gone.
  await dialog.waitFor({ state: "detached" });
  const everyone = ann.page.getByRole("group", { name: "Everyone in the room" });
  await everyone.getByRole("heading", { name: "Invited, not here yet 1" }).waitFor();

  // Who asks, into what; and the way there.
  await way(bob, "Activity , 1 unseen").waitFor();
  await main(bob)
    .getByRole("link", { name: /Ann invites you to Garden/ })
    .click();
  await main(bob).getByRole("heading", { name: "Ann invites you to Garden" }).waitFor();
  await bob.sees("Beds and seeds");
  await bob.sees("1 member");
  await way(bob, "Activity").waitFor();
  await expectAccessible(bob.page);
  await main(bob).getByRole("button", { name: "Join Garden" }).click();
  await bob.composer("Garden").waitFor();
  await everyone.getByRole("heading", { name: /not here yet/ }).waitFor({ state: "detached" });
  await ann.page.getByRole("button", { name: "People, 2 here" }).waitFor();
  await way(bob, "Activity").click();
  await bob.sees("Nothing yet");
  for (const { complaints } of [ann, bob]) expect(complaints).toEqual([]);
}, 120_000);
