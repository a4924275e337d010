import "../styles/layers.css";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { IS_APPLE } from "../ui/platform.ts";
import { HelpSheet } from "./help-sheet.tsx";

beforeEach(() => render(<HelpSheet onClose={() => {}} />));
afterEach(cleanup);

/** What stands under a heading, with its keys one after the other. */
const under = (heading: string) => {
  const section = page.getByRole("heading", { name: heading }).element().closest("section");
  return [...(section?.querySelectorAll("dl > div") ?? [])].map((line) => {
    const keys = [...line.querySelectorAll("kbd")].map(({ textContent }) => textContent);
    return `${line.querySelector("dt")?.textContent}: ${keys.join(" ")}`;
  });
};

test("tells the keys that only the field knows", () => {
  const mod = IS_APPLE ? "⌘" : "Ctrl";
  expect(under("While writing")).toEqual(
    expect.arrayContaining([
      `Send: Enter ${mod} Enter`,
      "Edit your last message, in an empty field: ↑",
      "Stop editing or replying: Esc",
      "Name a person: @",
      "Name a room: #",
      "Emoji by its name: :",
      "A command, as the first word: /",
    ]),
  );
  expect(under("While names or emoji are offered")).toEqual([
    "Go through them: ↑ ↓",
    "Take one: Enter Tab",
    "Put them away: Esc",
  ]);
});

test("tells all keys that only a message knows", () => {
  expect(under("On a message")).toEqual([
    "Reply: R",
    "Reply in thread: T",
    "Add a reaction: +",
    "Edit: E",
    "Delete: Del ⌫",
    "Pin for everyone: P",
    "Save for later: B",
    "Mark unread from here: Shift U",
    "Forward: F",
    "Copy text: C",
    "Copy link: L",
    "To its buttons: Tab",
    "From button to button: ← →",
  ]);
});

test("tells the keys of the note, as its editor has them", () => {
  const mod = IS_APPLE ? "⌘" : "Ctrl";
  expect(under("In the shared note")).toEqual(
    expect.arrayContaining([
      `Bold: ${mod} B`,
      `Undo: ${mod} Z`,
      `To what can be done with what is chosen, or to the tools: ${IS_APPLE ? "⌥" : "Alt"} F10`,
      "Back to where you were: Esc",
    ]),
  );
});
