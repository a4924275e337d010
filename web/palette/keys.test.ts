import { expect, test } from "vitest";
import { isPressed, isSingle, shownKeys } from "./keys.ts";

const press = (key: string, ...held: ("ctrl" | "meta" | "alt" | "shift")[]) => ({
  key,
  ctrlKey: held.includes("ctrl"),
  metaKey: held.includes("meta"),
  altKey: held.includes("alt"),
  shiftKey: held.includes("shift"),
});
const NAMES = {
  ctrl: "Strg",
  alt: "Alt",
  shift: "Umschalt",
  enter: "Eingabe",
  escape: "Esc",
  home: "Pos1",
  end: "Ende",
  menu: "Menü",
  delete: "Del",
  tab: "Tab",
};

test("commands are given by Ctrl, and by ⌘ where that is the key for it", () => {
  expect(isPressed("mod+k", press("k", "ctrl"), false)).toBe(true);
  expect(isPressed("mod+k", press("k", "meta"), true)).toBe(true);
  // Ctrl+K cuts to the end of the line on a Mac.
  expect(isPressed("mod+k", press("k", "ctrl"), true)).toBe(false);
  expect(isPressed("mod+k", press("k", "meta"), false)).toBe(false);
});

test("no key more, and none less", () => {
  expect(isPressed("alt+ArrowDown", press("ArrowDown", "alt"), false)).toBe(true);
  expect(isPressed("alt+ArrowDown", press("ArrowDown"), false)).toBe(false);
  expect(isPressed("alt+ArrowDown", press("ArrowDown", "alt", "shift"), false)).toBe(false);
  expect(isPressed("alt+shift+ArrowDown", press("ArrowDown", "alt", "shift"), false)).toBe(true);
});

test("a sign counts with Shift and without, as the layout has it", () => {
  expect(isPressed("mod+/", press("/", "ctrl", "shift"), false)).toBe(true);
  expect(isPressed("?", press("?", "shift"), false)).toBe(true);
  expect(isPressed("?", press("?"), false)).toBe(true);
  // AltGr is Ctrl and Alt at once: somebody types.
  expect(isPressed("mod+/", press("/", "ctrl", "alt"), false)).toBe(false);
});

test("a key that can be typed is told apart from one that cannot", () => {
  expect(["?", "j", "shift+u"].map(isSingle)).toEqual([true, true, true]);
  expect(["mod+k", "alt+ArrowUp", "Escape", "shift+F6"].map(isSingle)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test("keys are called as they are printed on each keyboard", () => {
  expect(shownKeys("alt+shift+ArrowUp", true, NAMES)).toEqual(["⌥", "⇧", "↑"]);
  expect(shownKeys("alt+shift+ArrowUp", false, NAMES)).toEqual(["Alt", "Umschalt", "↑"]);
  expect(shownKeys("mod+k", false, NAMES)).toEqual(["Strg", "K"]);
  expect(shownKeys("mod+Enter", true, NAMES)).toEqual(["⌘", "Eingabe"]);
});
