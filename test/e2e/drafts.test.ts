import { expect, test } from "vitest";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

setStage();

const other = (visitor: Visitor) =>
  visitor.page.getByRole("region", { name: "Draft from another device" });

test("what is half written goes from device to device, also what was written on two of them, one offline", async () => {
  const desk = await Visitor.arrive(browser, parley.url, "Ann");
  await desk.createCommunity("The Commons");
  await desk.createRoom("Kitchen", "What is cooking");
  const phone = await Visitor.arrive(browser, parley.url, "Ann", { width: 390, height: 844 });
  await phone.signIn();
  const rooms = phone.page.getByRole("navigation", { name: "Rooms" });
  await rooms.getByRole("link", { name: "Kitchen" }).click();
  await phone.composer("Kitchen").waitFor();

  const field = (visitor: Visitor) => visitor.composer("Kitchen");
  const holds = async (visitor: Visitor, text: string) => {
    await expect.poll(() => field(visitor).inputValue()).toBe(text);
  };

  await field(desk).fill("Soup");
  await holds(phone, "Soup");
  await field(phone).press("End");
  await field(phone).pressSequentially(" with bread");
  await holds(desk, "Soup with bread");

  await phone.page.context().setOffline(true);
  await field(phone).fill("Soup with noodles");
  await field(desk).fill("Soup with rice");
  await field(desk).blur();
  await phone.page.context().setOffline(false);
  await other(desk).getByText("Soup with noodles").waitFor();
  await other(phone).getByText("Soup with rice").waitFor();
  expect(await field(desk).inputValue()).toBe("Soup with rice");
  expect(await field(phone).inputValue()).toBe("Soup with noodles");

  // Sending ends what was sent, everywhere, and nothing else.
  await field(desk).press("Enter");
  await desk.seesSaid("Soup with rice");
  await other(phone).waitFor({ state: "detached" });
  expect(await field(phone).inputValue()).toBe("Soup with noodles");

  await desk.page.getByRole("link", { name: "Drafts" }).click();
  const row = desk.page.getByRole("list", { name: "Drafts" }).getByRole("listitem");
  await row.getByText("Soup with noodles").waitFor();
  await row.getByRole("button", { name: "Discard the draft in Kitchen" }).click();
  await holds(phone, "");
  await desk.page.getByRole("button", { name: "Undo" }).click();
  await holds(phone, "Soup with noodles");
  for (const { complaints } of [desk, phone]) expect(complaints).toEqual([]);
}, 90_000);
