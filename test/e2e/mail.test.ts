import { beforeAll, expect, test } from "vitest";
import { expectAccessible } from "./browser.ts";
import { Inbox } from "./inbox.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

const [ANN, NEW_ADDRESS] = ["ann@example.org", "ann@elsewhere.example"];
const NEW_PASSWORD = "a staple and a battery";

let inbox: Inbox;
let home: Visitor;

setStage();

beforeAll(async () => {
  home = await Visitor.arrive(browser, parley.url, "Ann");
  await home.createCommunity("The Commons");
  await home.createRoom("Kitchen", "What is cooking");
  inbox = new Inbox(parley);
});
/** Somebody who is not signed in and asks for a link, in a browser of their own. */
async function asking(path: string, email = ANN) {
  const visitor = await Visitor.arrive(browser, parley.url, "Ann");
  const { page } = visitor;
  await page.goto(path);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await page.getByRole("heading", { name: "Sign in by email" }).waitFor();
  expect(await page.getByLabel("Email").inputValue()).toBe(email);
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Look at your mail" }).waitFor();
  return visitor;
}

test("whoever has just signed up finds a mail, and confirms the address by it", async () => {
  await home.page.goto(await inbox.nextLink(ANN));
  await home.page.getByRole("button", { name: "Confirm" }).click();
  await home.sees("Your address is confirmed");
  await home.page.getByRole("button", { name: "Go to your rooms" }).click();
  await home.sees("What is cooking");
  expect(home.complaints).toEqual([]);
});

test("a link signs in the browser that asked, after a press, where one wanted to go", async () => {
  const laptop = await asking("/rooms");
  await expectAccessible(laptop.page);
  const link = await inbox.nextLink(ANN);

  // What a mail scanner does: it opens everything, in a browser even, and presses nothing.
  await fetch(link);
  const scanner = await Visitor.arrive(browser, parley.url, "Scanner");
  await scanner.page.goto(link);
  await scanner.page.getByRole("button", { name: "Sign in" }).waitFor();

  const tab = await laptop.page.context().newPage();
  await tab.goto(link);
  await tab.getByRole("heading", { name: "Sign in to The Commons" }).waitFor();
  await expectAccessible(tab);
  await tab.keyboard.press("Enter");
  await tab.getByText("What is cooking").waitFor();
  expect(new URL(tab.url()).pathname + new URL(tab.url()).hash).toBe("/rooms");
  // And the tab that waited is inside too.
  await laptop.sees("What is cooking");

  await scanner.page.getByRole("button", { name: "Sign in" }).click();
  await scanner.sees("This link does not work any more");
  await expectAccessible(scanner.page);
  expect([...laptop.complaints, ...scanner.complaints]).toEqual([]);
});

test("opened in another browser it shows a code, which signs in the one that asked", async () => {
  const laptop = await asking("/rooms");
  const link = await inbox.nextLink(ANN);
  const phone = await Visitor.arrive(browser, parley.url, "Ann", { width: 390, height: 844 });
  await phone.page.goto(link);
  await phone.page.getByRole("button", { name: "Sign in" }).click();
  await phone.page.getByRole("heading", { name: "Type this code where you asked" }).waitFor();
  await expectAccessible(phone.page);
  const code = (await phone.page.getByText(/^\d{3} \d{3}$/).textContent()) ?? "";

  const field = laptop.page.getByLabel("Code");
  await field.fill(code === "111 111" ? "222 222" : "111 111");
  await laptop.page.keyboard.press("Enter");
  await laptop.page.getByRole("alert").getByText("That code does not work.").waitFor();
  await expectAccessible(laptop.page);
  await field.fill(code);
  await laptop.page.keyboard.press("Enter");
  await laptop.sees("What is cooking");
  expect(new URL(laptop.page.url()).pathname).toBe("/rooms");

  await phone.page.goto("/rooms");
  await phone.page.getByRole("heading", { name: "Sign in to The Commons" }).waitFor();
  expect([...laptop.complaints, ...phone.complaints]).toEqual([]);
});

test("an address is confirmed and changed, and the old one is told", async () => {
  const { page } = home;
  await page.goto("/account");
  const section = page.getByRole("region", { name: "Email" });
  await section.getByText("Confirmed").waitFor();
  await section.getByRole("button", { name: "Change your address" }).click();
  await section.getByLabel("New address").fill(NEW_ADDRESS);
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await section.getByText(`A link is on its way to ${NEW_ADDRESS}.`).waitFor();
  await section.getByText(ANN).waitFor();

  // Whoever has the mail, but is not signed in to the account, presses nothing into its hands.
  const link = await inbox.nextLink(NEW_ADDRESS);
  const phone = await Visitor.arrive(browser, parley.url, "Ann", { width: 390, height: 844 });
  await phone.page.goto(link);
  await phone.page
    .getByRole("heading", { name: "Sign in first, then open the link again" })
    .waitFor();
  await expectAccessible(phone.page);
  const tab = await page.context().newPage();
  await tab.goto(link);
  await tab.getByRole("heading", { name: "Confirm your address" }).waitFor();
  await expectAccessible(tab);
  await tab.keyboard.press("Enter");
  await tab.getByText("Your address is confirmed").waitFor();
  await expectAccessible(tab);
  expect((await inbox.next(ANN)).subject).toBe("The Commons: Your address was changed");
  await page.reload();
  await section.getByText(NEW_ADDRESS).waitFor();

  // Back again, as whoever reads the next test expects.
  await section.getByRole("button", { name: "Change your address" }).click();
  await section.getByLabel("New address").fill(ANN);
  await page.keyboard.press("Enter");
  await page.goto(await inbox.nextLink(ANN));
  await page.getByRole("button", { name: "Confirm" }).click();
  await home.sees("Your address is confirmed");
  expect([...home.complaints, ...phone.complaints]).toEqual([]);
});

test("an address that was never confirmed is, by the link that one asks for", async () => {
  await home.page.goto("/");
  const invite = await home.makeInvite();
  const bob = await Visitor.arrive(browser, parley.url, "Bob");
  await bob.signUp(invite);
  await bob.sees("Welcome to The Commons");
  await bob.page.goto("/account");
  const section = bob.page.getByRole("region", { name: "Email" });
  await section.getByText("Not confirmed yet").waitFor();
  await section.getByText("A link to confirm it is mailed to you when you sign up").waitFor();
  await expectAccessible(bob.page);
  const first = await inbox.nextLink("bob@example.org");
  await section.getByRole("button", { name: "Confirm your address" }).click();
  await section.getByText("A link is on its way to bob@example.org.").waitFor();
  const tab = await bob.page.context().newPage();
  const second = await inbox.nextLink("bob@example.org");
  await tab.goto(first);
  await tab.getByRole("button", { name: "Confirm" }).click();
  await tab.getByText("This link does not work any more").waitFor();
  await tab.goto(second);
  await tab.getByRole("button", { name: "Confirm" }).click();
  await tab.getByText("Your address is confirmed").waitFor();
  await bob.page.bringToFront();
  await bob.page.reload();
  await section.getByText("Confirmed").waitFor();
  expect(bob.complaints).toEqual([]);
});

test("whoever comes by mail into an account that nobody had confirmed has it alone, and is told", async () => {
  await home.page.goto("/");
  const invite = await home.makeInvite();
  const mallory = await Visitor.arrive(browser, parley.url, "Vera");
  await mallory.signUp(invite);
  await mallory.sees("Welcome to The Commons");
  await inbox.next("vera@example.org");

  const vera = await asking("/rooms", "vera@example.org");
  const phone = await Visitor.arrive(browser, parley.url, "Vera", { width: 390, height: 844 });
  await phone.page.goto(await inbox.nextLink("vera@example.org"));
  await phone.page.getByRole("button", { name: "Sign in" }).click();
  const code = (await phone.page.getByText(/^\d{3} \d{3}$/).textContent()) ?? "";
  await vera.page.getByLabel("Code").fill(code);
  await vera.page.keyboard.press("Enter");
  await vera.sees(
    "Your address is confirmed now. Other ways to sign in to this account were removed, because nobody had confirmed it before.",
  );
  await expectAccessible(vera.page);
  await vera.page.keyboard.press("Enter");
  await vera.sees("What is cooking");
  expect(new URL(vera.page.url()).pathname).toBe("/rooms");

  await mallory.page.reload();
  await mallory.page.getByRole("heading", { name: "Sign in to The Commons" }).waitFor();
  expect([...vera.complaints, ...phone.complaints, ...mallory.complaints]).toEqual([]);
});

test("a lost password is replaced, everyone is signed out, and the new one lets in", async () => {
  const phone = await Visitor.arrive(browser, parley.url, "Ann", { width: 390, height: 844 });
  const { page } = phone;
  await home.page.goto("/");
  await home.composer("Kitchen").waitFor();
  await page.goto("/");
  await page.getByLabel("Email").fill(ANN);
  await page.getByRole("button", { name: "Forgot your password?" }).click();
  await page.getByRole("heading", { name: "Forgot your password?" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send the link" }).click();
  await phone.sees("Look at your mail");
  await expectAccessible(page);
  const link = await inbox.nextLink(ANN);
  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill("password");
  await page.getByRole("button", { name: "Change password" }).click();
  await phone.sees("That is one of the commonest passwords.");
  await expectAccessible(page);
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.keyboard.press("Enter");
  await phone.sees("Your password is changed");
  await expectAccessible(page);
  expect((await inbox.next(ANN)).subject).toBe("The Commons: Your password was replaced");
  await home.page.getByRole("heading", { name: "Sign in to The Commons" }).waitFor();

  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Email").fill(ANN);
  await page.getByLabel("Password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("link", { name: "Kitchen" }).waitFor();
  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await phone.sees("This link does not work any more");
  expect([...home.complaints, ...phone.complaints]).toEqual([]);
});
