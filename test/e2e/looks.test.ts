import { expect, test } from "vitest";
import { expectAccessible } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

setStage();

test("a theme that was chosen is there before any of the program is", async () => {
  const context = await browser.newContext({
    baseURL: parley.url,
    colorScheme: "light",
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  await page.goto("/");
  const looks = () =>
    page.evaluate(() => {
      const { colorScheme, backgroundColor } = getComputedStyle(document.documentElement);
      const frames = document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]");
      const frame = Array.from(frames).find(({ media }) => matchMedia(media).matches);
      return { colorScheme, backgroundColor, frame: frame?.content };
    });
  const light = await looks();
  await page.evaluate(() => localStorage.setItem("parley-looks", '{"theme":"dark"}'));
  await page.reload();
  const dark = await looks();
  expect(dark.colorScheme).toBe("dark");
  expect(dark.backgroundColor).not.toBe(light.backgroundColor);
  expect(dark.frame).not.toBe(light.frame);

  // The program never comes: what is painted now is what is painted first.
  await page.route("**/assets/*.js", () => undefined);
  await page.reload({ waitUntil: "commit" });
  await page.locator("noscript").waitFor({ state: "attached" });
  await expect.poll(looks).toEqual(dark);
  expect(await page.locator("#app").innerHTML()).toBe("");
  await context.close();
});

test("every choice is kept, by keyboard alone, and nothing is wider than a window of 320 px", async () => {
  const ann = await Visitor.arrive(browser, parley.url, "Ann", { width: 320, height: 256 });
  await ann.createCommunity("The Commons");
  const { page } = ann;
  await page.getByRole("button", { name: /your menu$/ }).waitFor();
  await page.goto("/settings");
  await page.getByRole("radio", { name: "System", exact: true }).focus();
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("radio", { name: "Comfortable" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("radio", { name: "Normal" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.reload();
  for (const name of ["High contrast", "Compact", "Large"]) {
    await page.getByRole("radio", { name }).waitFor();
    expect(await page.getByRole("radio", { name }).isChecked()).toBe(true);
  }
  await expectAccessible(page);
  // At 400 % zoom a window of 1,280 px is as wide as this.
  for (const path of ["/settings", "/account", "/people", "/rooms", "/"]) {
    await page.goto(path);
    await page.getByRole("heading").first().waitFor({ state: "attached" });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  }
  expect(ann.complaints).toEqual([]);
});
