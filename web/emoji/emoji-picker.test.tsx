import "../styles/layers.css";
import axe from "axe-core";
import { useState } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { EmojiPicker } from "./emoji-picker.tsx";
import { loadEmojiSearch } from "./emoji-search.ts";
import { recentEmoji } from "./recent-emoji.ts";

beforeEach(() => localStorage.clear());
afterEach(cleanup);

function Opener({ onPick }: { onPick: (emoji: string) => void }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <button type="button" onClick={({ currentTarget }) => setAnchor(currentTarget)}>
        Open
      </button>
      {anchor && <EmojiPicker anchor={anchor} onPick={onPick} onClose={() => setAnchor(null)} />}
    </>
  );
}

async function open() {
  const picked: string[] = [];
  await render(<Opener onPick={(emoji) => void picked.push(emoji)} />);
  await again();
  return picked;
}

async function again() {
  page.getByRole("button", { name: "Open" }).element().focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("gridcell").first()).toBeVisible();
}

test("an emoji is found by a word and picked, without a mouse, and the focus goes back", async () => {
  const picked = await open();
  await expect.element(page.getByRole("searchbox")).toHaveFocus();
  await userEvent.keyboard("rocket{Enter}");
  await expect.poll(() => picked).toEqual(["🚀"]);
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: "Open" })).toHaveFocus();
});

test("the best of what was sought stands first", async () => {
  await open();
  await userEvent.fill(page.getByRole("searchbox"), "joy");
  const first = page.getByRole("gridcell").first();
  await expect.element(first).toHaveAccessibleName("face with tears of joy");
  await expect.element(page.getByText("Found")).toBeVisible();
});

test("arrow keys move over the emoji, Escape picks none", async () => {
  const picked = await open();
  // A mouse that rests over them has chosen one already.
  await userEvent.hover(page.getByRole("searchbox"));
  await userEvent.keyboard("{ArrowDown}{ArrowRight}");
  await expect
    .poll(() => page.getByRole("gridcell", { selected: true }).element().getAttribute("aria-label"))
    .toBe("grinning face with big eyes");
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  expect(picked).toEqual([]);
});

test("what was picked lately stands first, the next time too", async () => {
  const picked = await open();
  await userEvent.keyboard("rocket");
  await userEvent.click(page.getByRole("gridcell", { name: "Rocket" }));
  await expect.poll(recentEmoji).toEqual(["🚀"]);
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  await again();
  await userEvent.click(page.getByRole("toolbar", { name: "Used lately" }).getByText("🚀"));
  expect(picked).toEqual(["🚀", "🚀"]);
});

test("hands have the chosen tone, here and after a colon", async () => {
  const picked = await open();
  await userEvent.click(page.getByRole("button", { name: "No skin tone" }));
  await expect.element(page.getByRole("button", { name: "Light skin tone" })).toBeVisible();
  await userEvent.fill(page.getByRole("searchbox"), "thumbs up");
  await userEvent.click(page.getByRole("gridcell", { name: "Thumbs up" }));
  await expect.poll(() => picked).toEqual(["👍🏻"]);
  expect((await loadEmojiSearch())("+1")[0]).toEqual({ emoji: "👍🏻", name: "+1" });
});

test("a word for which there is none says so", async () => {
  await open();
  await userEvent.fill(page.getByRole("searchbox"), "zzz qqq");
  await expect.element(page.getByText("No emoji for “zzz qqq”.")).toBeVisible();
});

test("a kind of emoji is one press away", async () => {
  await open();
  await userEvent.click(page.getByRole("button", { name: "Food & drink" }));
  await expect.element(page.getByRole("gridcell", { name: "Grapes" })).toBeInViewport();
});

test("it can be used by everyone", async () => {
  await open();
  // Half faded in, nothing has its contrast yet.
  await Promise.all(document.getAnimations().map(({ finished }) => finished));
  const { violations } = await axe.run(page.getByRole("dialog").element(), {
    // The library counts rows from 0, and finds them again by that number.
    rules: { "aria-valid-attr-value": { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});
