import { beforeAll, expect, test } from "vitest";
import ar from "../../web/i18n/locales/ar.json" with { type: "json" };
import de from "../../web/i18n/locales/de.json" with { type: "json" };
import { expectAccessible, newPage } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

let ann: Visitor;

setStage();

beforeAll(async () => {
  ann = await Visitor.arrive(browser, parley.url, "Ann");
  await ann.createCommunity("Tea House");
  await ann.createRoom("Kitchen", "What we cook");
});

test("whoever's browser speaks Arabic signs in, reads and writes from right to left", async () => {
  const { page, complaints } = await newPage(browser, parley.url, undefined, "ar");
  await page.goto("/");
  await page.getByLabel(ar.signIn.email).fill("ann@example.org");
  const html = page.locator("html");
  expect(await html.getAttribute("dir")).toBe("rtl");
  expect(await html.getAttribute("lang")).toBe("ar");
  await expectAccessible(page);

  await page.getByLabel(ar.signIn.password, { exact: true }).fill("not the right one");
  await page.getByRole("button", { name: ar.signIn.signIn, exact: true }).click();
  await page.getByText(ar.refusals.sign_in_failed).waitFor();
  await page.getByLabel(ar.signIn.password, { exact: true }).fill("correct horse battery");
  await page.getByRole("button", { name: ar.signIn.signIn, exact: true }).click();

  const field = page.locator("textarea");
  await field.waitFor();
  await expectAccessible(page);
  await field.fill("مرحبًا بالجميع");
  await field.press("Enter");
  await ann.seesSaid("مرحبًا بالجميع");
  expect(complaints).toEqual([]);
});

test("another language is spoken at once, without loading the page anew, and after it", async () => {
  const { page } = ann;
  await page.goto("/settings");
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  await page.evaluate(() => Object.assign(window, { isTheSame: true }));
  await page.getByRole("combobox", { name: "Language" }).selectOption("Deutsch");
  await page.getByRole("heading", { name: de.settings.title }).waitFor();
  expect(await page.title()).toBe(`${de.settings.title} – Tea House`);
  expect(await page.locator("html").getAttribute("lang")).toBe("de");
  expect(await page.evaluate(() => "isTheSame" in window)).toBe(true);

  await page.reload();
  await page.getByRole("combobox", { name: de.language.title }).selectOption("العربية");
  await page.getByRole("heading", { name: ar.settings.title }).waitFor();
  expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
  await expectAccessible(page);
});
