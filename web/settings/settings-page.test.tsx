import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { chooseLooks, looks, THEMES } from "./looks.ts";
import { SettingsPage } from "./settings-page.tsx";

const root = document.documentElement;
const surface = () => getComputedStyle(document.body).getPropertyValue("color-scheme");

/** What index.html begins with. */
beforeAll(
  () =>
    new Promise<void>((loaded) => {
      const script = document.createElement("script");
      script.src = new URL("../public/looks.js", import.meta.url).href;
      script.addEventListener("load", () => loaded());
      document.head.append(script);
    }),
);

beforeEach(() => {
  chooseLooks({ theme: "system", density: "comfortable", textSize: "normal", motion: "system" });
});
afterEach(cleanup);

test("a theme shows at once, and nothing is made anew for it", async () => {
  await render(<SettingsPage />);
  const section = page.getByRole("region", { name: "Appearance" }).element();
  await userEvent.click(page.getByRole("radio", { name: "Dark" }));
  expect(surface()).toBe("dark");
  await userEvent.keyboard("{ArrowLeft}");
  expect(surface()).toBe("light");
  await expect.element(page.getByRole("radio", { name: "Light" })).toHaveFocus();
  expect(page.getByRole("region", { name: "Appearance" }).element()).toBe(section);
});

test("what was chosen is there before the next page is painted, and in other tabs", async () => {
  localStorage.setItem("parley-looks", '{"theme":"dark","density":"compact"}');
  dispatchEvent(new StorageEvent("storage", { key: "parley-looks" }));
  expect(root.dataset["theme"]).toBe("dark");
  expect(root.dataset["density"]).toBe("compact");
  await render(<SettingsPage />);
  await expect.element(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  expect(looks.getState()).toMatchObject({ theme: "dark", textSize: "normal" });
});

test("what nobody can have chosen counts for nothing", () => {
  localStorage.setItem("parley-looks", '{"theme":"pink","motion":4');
  dispatchEvent(new StorageEvent("storage", { key: "parley-looks" }));
  expect(looks.getState()).toMatchObject({ theme: "system", motion: "system" });
});

test("the browser's frame has the colour of the theme that was chosen", () => {
  const frames = ["light", "dark"].map((scheme) => {
    const frame = document.createElement("meta");
    Object.assign(frame, { name: "theme-color", media: `(prefers-color-scheme: ${scheme})` });
    document.head.append(frame);
    return frame;
  });
  const counts = () => frames.map(({ media }) => matchMedia(media).matches);
  chooseLooks({ theme: "dark" });
  expect(counts()).toEqual([false, true]);
  chooseLooks({ theme: "light" });
  expect(counts()).toEqual([true, false]);
  chooseLooks({ theme: "system" });
  expect(frames[1]?.media).toBe("(prefers-color-scheme: dark)");
  for (const frame of frames) frame.remove();
});

test("text grows, rows come closer and motion ends by tokens alone", async () => {
  await render(<SettingsPage />);
  const size = () => Number.parseFloat(getComputedStyle(root).fontSize);
  const token = (name: string) => getComputedStyle(root).getPropertyValue(name);
  const before = size();
  await userEvent.click(page.getByRole("radio", { name: "Large" }));
  expect(size()).toBeGreaterThan(before);
  await userEvent.click(page.getByRole("radio", { name: "Compact" }));
  expect(token("--dense")).toBe("1");
  await userEvent.click(page.getByRole("radio", { name: "Less" }));
  expect(token("--motion")).toBe("0");
});

test.each(THEMES)("has nothing that axe objects to: %s", async (theme) => {
  chooseLooks({ theme });
  await render(<SettingsPage />);
  await expect.element(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
});

test("what keys do is told without the sheet that it is told on elsewhere", async () => {
  await render(<SettingsPage />);
  const box = page.getByRole("checkbox", { name: "Keys without Ctrl, Alt or ⌘" });
  await expect.element(box).toHaveAccessibleDescription(/^Outside of fields, \? shows all keys/);
});
