import { expect, test } from "vitest";
import { ask } from "../wire/person.ts";
import { expectAccessible } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

setStage();

test("Bob takes another name and then deletes his account: Ann's open page follows, and a reload knows no Bob", async () => {
  const ann = await Visitor.arrive(browser, parley.url, "Ann");
  await ann.createCommunity("The Commons");
  await ann.createRoom("Kitchen", "What is cooking");
  const invite = await ann.makeInvite();
  const bob = await Visitor.arrive(browser, parley.url, "Bob");
  await bob.signUp(invite);
  await bob.sees("Welcome to The Commons");
  await bob.page.goto("/rooms");
  await bob.joinRoom("Kitchen");
  await bob.write("Kitchen", "words that stay");
  await ann.seesSaid("words that stay");
  expect(await ann.said()).toEqual(["Bob: words that stay"]);
  await ann.openPeople(2);
  const people = ann.page.getByRole("complementary", { name: "People" });
  await people.getByText("Bob").waitFor();

  const credentials = { email: "bob@example.org", password: "correct horse battery" };
  const { body } = await ask(parley.url, "POST", "/api/session", { body: credentials });
  const token = String(body["accessToken"]);
  const as = (method: string, path: string, wish?: unknown) =>
    ask(parley.url, method, path, { token, body: wish });

  expect((await as("PUT", "/api/name", { name: "Robert" })).status).toBe(200);
  await ann.sees(/Bob.* is now called .*Robert/);
  await people.getByText("Robert").waitFor();
  expect(await ann.said()).toEqual(["Robert: words that stay"]);
  await bob.write("Kitchen", "still me");
  await ann.seesSaid("still me");
  expect(await ann.said()).toEqual(["Robert: words that stay", "Robert: still me"]);

  expect((await as("DELETE", "/api/account")).status).toBe(204);
  await bob.page.getByRole("button", { name: "Sign in" }).waitFor();
  await ann.sees(/Former member.* deleted their account/);
  const words = ["Former member: words that stay", "Former member: still me"];
  await expect.poll(() => ann.said()).toEqual(words);
  await expect.poll(() => people.textContent()).not.toMatch(/Bob|Robert/);
  await expectAccessible(ann.page);

  await ann.page.reload();
  await ann.seesSaid("words that stay");
  await expect.poll(() => ann.said()).toEqual(words);
  expect(await ann.page.locator("body").textContent()).not.toMatch(/Bob|Robert/);
  expect(ann.complaints).toEqual([]);
});
