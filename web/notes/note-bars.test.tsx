import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import { FakeNote } from "./fake-note.test-kit.ts";
import { showNoteOf } from "./shown-note.test-kit.tsx";

let server: FakeNote;

beforeEach(async () => {
  server = new FakeNote();
  await page.viewport(1200, 800);
});
afterEach(cleanup);

const type = (keys: string) => userEvent.keyboard(keys);
const bar = () => page.getByRole("toolbar", { name: "With what is chosen" });
const button = (name: string) => page.getByRole("button", { name, exact: true });
const focused = () => document.activeElement?.getAttribute("aria-label");

async function showWith(keys: string) {
  const shown = await showNoteOf(server);
  await userEvent.click(shown.box);
  await type(keys);
  return shown;
}

/** Where the chosen words are, in px. */
function chosen(): DOMRect {
  const range = getSelection()?.getRangeAt(0);
  if (!range) throw new RangeError("nothing is chosen");
  return range.getBoundingClientRect();
}

function areApart(one: DOMRect, other: DOMRect): boolean {
  return one.bottom <= other.top || other.bottom <= one.top;
}

describe("beside what is chosen", () => {
  test.each([1200, 390, 320])(
    "a bar says what can be done with it, never over it nor over an edge, at %i px",
    async (width) => {
      await page.viewport(width, 700);
      await showWith("one line{Enter}another one that is longer{Enter}three");
      await expect.element(bar()).not.toBeInTheDocument();
      for (const keys of ["{Shift>}{Home}{/Shift}", "{Control>}a{/Control}"]) {
        await type(keys);
        await expect.element(bar()).toBeVisible();
        const at = bar().element().getBoundingClientRect();
        const panel = page.getByRole("complementary", { name: "Note" }).element();
        const { left, right } = panel.getBoundingClientRect();
        expect.soft(at.left).toBeGreaterThanOrEqual(left);
        expect.soft(at.right).toBeLessThanOrEqual(right);
        expect.soft(areApart(at, chosen())).toBe(true);
      }
    },
  );

  test("it stands under the text when all that is to be seen is chosen", async () => {
    await showWith(`${"line{Enter}".repeat(60)}end`);
    await type("{Control>}a{/Control}");
    await expect.element(bar()).toBeVisible();
    const text = page.getByRole("textbox", { name: "The note of Tea" }).element();
    const end = text.closest("[class*='scroller']")?.getBoundingClientRect().bottom ?? Infinity;
    expect(bar().element().getBoundingClientRect().top).toBeGreaterThanOrEqual(end);
  });

  test("it waits until the pointer is up, and goes with what was chosen", async () => {
    const { box } = await showWith("some words");
    const words = box.element();
    await type("{Shift>}{Home}{/Shift}");
    await expect.element(bar()).toBeVisible();
    words.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    await expect.element(bar()).not.toBeInTheDocument();
    window.dispatchEvent(new PointerEvent("pointerup"));
    await expect.element(bar()).toBeVisible();
    await type("{ArrowRight}");
    await expect.element(bar()).not.toBeInTheDocument();
  });

  test("keys lead into it, along it and back, and what is chosen stays chosen", async () => {
    const { box } = await showWith("some words");
    await type("{Shift>}{Home}{/Shift}");
    await expect.element(bar()).toBeVisible();
    await type("{Alt>}{F10}{/Alt}");
    await expect.poll(focused).toBe("Bold");
    await type("{ArrowRight}{ArrowRight}");
    await expect.poll(focused).toBe("Quote in the room");
    await type("{ArrowRight}");
    await expect.poll(focused).toBe("Start a thread about it");
    await type("{Escape}");
    await expect.element(box).toHaveFocus();
    await expect.element(bar()).toBeVisible();
    await type("{Alt>}{F10}{/Alt}{Home}{Enter}");
    await expect.element(box).toHaveFocus();
    expect(box.element().querySelector("strong")?.textContent).toBe("some words");
  });

  test("where nothing is chosen the same key leads to the tools, and Escape back", async () => {
    const { box } = await showWith("some words{Alt>}{F10}{/Alt}");
    await expect.poll(() => document.activeElement?.closest("[role='toolbar']")).not.toBeNull();
    await type("{Escape}");
    await expect.element(box).toHaveFocus();
  });

  test("there is nothing wrong with it for those who listen", async () => {
    const { shown } = await showWith("some words{Shift>}{Home}{/Shift}");
    await expect.element(bar()).toBeVisible();
    const { violations } = await axe.run(shown.container);
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});

test("the bar about a link stands at the link", async () => {
  await showWith("see https://tea.example/a and more{Enter}{Enter}{Enter}");
  await type(
    "{Control>}{Home}{/Control}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}",
  );
  const line = page.getByRole("group", { name: "This link leads to" });
  await expect.element(line).toBeVisible();
  const link = page.getByRole("textbox", { name: "The note of Tea" }).element().querySelector("a");
  const at = line.element().getBoundingClientRect();
  const of = link?.getBoundingClientRect() ?? at;
  expect(at.top - of.bottom).toBeGreaterThanOrEqual(0);
  expect(at.top - of.bottom).toBeLessThan(16);
});

test("undo and redo are tools that rest while there is nothing to do, and say their keys", async () => {
  const { box } = await showNoteOf(server);
  await expect.element(button("Undo")).toHaveAttribute("aria-disabled", "true");
  await expect.element(button("Undo")).toHaveAttribute("title", "Undo (Ctrl+Z)");
  await userEvent.click(box);
  await type("tea");
  await expect.element(button("Undo")).not.toHaveAttribute("aria-disabled");
  await expect.element(button("Redo")).toHaveAttribute("aria-disabled", "true");
  await userEvent.click(button("Undo"));
  await expect.poll(() => box.element().textContent).toBe("");
  await expect.element(box).toHaveFocus();
  await userEvent.click(button("Redo"));
  await expect.poll(() => box.element().textContent).toBe("tea");
});

test("what has no room among the tools is behind them, and none stands over an edge", async () => {
  await page.viewport(320, 700);
  await showNoteOf(server);
  const tools = page.getByRole("toolbar", { name: "Format the note" });
  await expect.element(tools).toBeVisible();
  for (const tool of tools.getByRole("button").elements())
    expect.soft(tool.getBoundingClientRect().right).toBeLessThanOrEqual(320);
  await expect.element(button("Redo")).toBeVisible();
  await expect.element(button("Italic")).not.toBeInTheDocument();
  await userEvent.click(button("More tools"));
  await expect.element(page.getByRole("menuitemcheckbox", { name: "Italic" })).toBeVisible();
});
