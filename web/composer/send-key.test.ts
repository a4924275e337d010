import { expect, test } from "vitest";
import { sends } from "./send-key.ts";

const enter = { key: "Enter", shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

test.each([
  ["Enter sends", enter, "enter", false, true],
  ["Shift and Enter do not", { ...enter, shiftKey: true }, "enter", false, false],
  ["Enter does not when it makes lines", enter, "mod-enter", false, false],
  [
    "Ctrl and Enter send when Enter makes lines",
    { ...enter, ctrlKey: true },
    "mod-enter",
    false,
    true,
  ],
  ["⌘ and Enter send too", { ...enter, metaKey: true }, "mod-enter", false, true],
  ["on a phone Enter makes a line", enter, "enter", true, false],
  [
    "and a keyboard beside the phone sends with Ctrl",
    { ...enter, ctrlKey: true },
    "enter",
    true,
    true,
  ],
  ["another key never sends", { ...enter, key: "a", ctrlKey: true }, "enter", false, false],
] as const)("%s", (_, press, chosen, isTouch, does) => {
  expect(sends(press, chosen, isTouch, "so")).toBe(does);
});

test("within code that is not closed Enter makes a line, and Ctrl and Enter send", () => {
  expect(sends(enter, "enter", false, "```js")).toBe(false);
  expect(sends({ ...enter, ctrlKey: true }, "enter", false, "```js")).toBe(true);
  expect(sends({ ...enter, ctrlKey: true }, "mod-enter", false, "```js")).toBe(true);
  expect(sends(enter, "enter", false, "```js\none\n```")).toBe(true);
});
