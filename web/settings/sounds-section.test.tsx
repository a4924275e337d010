import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import type { playOnce } from "../desktop/bell.ts";
import { chooseSounds, sounds } from "../desktop/sounds.ts";
import { SoundsSection } from "./sounds-section.tsx";

beforeEach(() => chooseSounds({ which: "mentions", volume: 60 }));
afterEach(cleanup);

const play = vi.fn<typeof playOnce>();
const which = page.getByLabelText("Make a sound for");
const volume = page.getByRole("slider", { name: "Volume" });

test("what sounds, and how loud, is chosen by keys, kept here and the same in other tabs", async () => {
  await render(<SoundsSection play={play} />);
  await expect.element(which).toHaveValue("mentions");
  await which.selectOptions("all");
  await expect.element(page.getByText("sounds quieter")).toBeVisible();
  await volume.click();
  await userEvent.keyboard("{End}{ArrowLeft}");
  await expect.element(volume).toHaveAttribute("aria-valuetext", "90 %");
  expect(JSON.parse(localStorage.getItem("parley-sounds") ?? "")).toEqual({
    which: "all",
    volume: 90,
  });
  localStorage.setItem("parley-sounds", '{"which":"none","volume":30}');
  dispatchEvent(new StorageEvent("storage", { key: "parley-sounds" }));
  await expect.element(which).toHaveValue("none");
  await expect.element(volume).not.toBeInTheDocument();
});

test("it can be heard before it matters, and where it cannot, that is said", async () => {
  play.mockReturnValueOnce(true).mockReturnValueOnce(false);
  await render(<SoundsSection play={play} />);
  await page.getByRole("button", { name: "Play it" }).click();
  expect(play).toHaveBeenLastCalledWith("mention", 60);
  expect(page.getByRole("alert").elements()).toEqual([]);
  await page.getByRole("button", { name: "Play it" }).click();
  await expect.element(page.getByRole("alert")).toHaveTextContent("cannot make a sound");
});

test("what is kept here and means nothing is as if nothing had been chosen", () => {
  localStorage.setItem("parley-sounds", '{"which":"drums"}');
  dispatchEvent(new StorageEvent("storage", { key: "parley-sounds" }));
  expect(sounds.getState()).toEqual({ which: "mentions", volume: 60 });
});

test("no rule of accessibility is broken", async () => {
  await render(<SoundsSection play={play} />);
  await expect.element(volume).toBeVisible();
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
});
