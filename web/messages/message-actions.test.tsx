import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import { draftIn, forgetDrafts } from "../composer/drafts.ts";
import { editIn, forgetEdits } from "../composer/edits.ts";
import { allowSingleKeys } from "../palette/single-keys.ts";
import { ROOM, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { focus, row, show, TALK, toolbar } from "./shown-talk.test-kit.tsx";

afterEach(async () => {
  await cleanup();
  forgetDrafts();
  forgetEdits();
  allowSingleKeys(true);
});

test("the tools float over the row that is pointed at, and move nothing", async () => {
  await show(storyRoom(tellStory(TALK)));
  const before = row(/^Ann: I have it/)
    .element()
    .getBoundingClientRect().top;
  await userEvent.hover(row(/^Bob: Who has/));
  await expect.element(toolbar()).toBeVisible();
  expect(
    row(/^Bob: Who has/)
      .element()
      .contains(toolbar().element()),
  ).toBe(true);
  await userEvent.hover(row(/^Ann: I have it/));
  await expect
    .poll(() =>
      row(/^Ann: I have it/)
        .element()
        .contains(toolbar().element()),
    )
    .toBe(true);
  expect(
    row(/^Ann: I have it/)
      .element()
      .getBoundingClientRect().top,
  ).toBe(before);
});

test("by keyboard: the row that has the focus has the tools, and Tab leads into them", async () => {
  const room = storyRoom(tellStory(TALK));
  await show(room);
  await userEvent.keyboard("{Tab}");
  focus(/^Ann: I have it/);
  await expect.element(toolbar()).toBeVisible();
  const first = toolbar().getByRole("button").first();
  for (let tabs = 0; tabs < 8 && document.activeElement !== first.element(); tabs += 1)
    await userEvent.keyboard("{Tab}");
  await expect.element(first).toHaveFocus();
  await userEvent.keyboard("{ArrowRight}{ArrowLeft}{Enter}");
  expect(room.did).toEqual(["react 3 👍 true"]);
});

test("keys act on the row that has the focus", async () => {
  const room = storyRoom(tellStory(TALK));
  await show(room);
  focus(/^Bob: Who has/);
  await userEvent.keyboard("r");
  expect(draftIn({ room: ROOM }).replyTo).toBe(2);
  focus(/^Bob: Who has/);
  await userEvent.keyboard("p");
  expect(room.did).toEqual(["pin 2 true"]);
  // Another's message is not edited.
  focus(/^Bob: Who has/);
  await userEvent.keyboard("e");
  expect(editIn({ room: ROOM })).toBeNull();
  focus(/^Ann: I have it/);
  await userEvent.keyboard("e");
  expect(editIn({ room: ROOM })).toMatchObject({ target: 3, revision: 0, text: "I have it" });
});

test("a key that is pressed on something inside of a row is not the row’s", async () => {
  const room = storyRoom(tellStory(TALK));
  await show(room);
  focus(/^Bob: Who has/);
  const name = row(/^Bob: Who has/)
    .getByRole("button", { name: "Bob" })
    .element();
  if (name instanceof HTMLElement) name.focus();
  await expect.element(name).toHaveFocus();
  await userEvent.keyboard("p");
  await userEvent.keyboard("{Delete}");
  expect([room.did, page.getByRole("dialog").query()]).toEqual([[], null]);
});

test("whoever has turned single keys off is not surprised by them", async () => {
  const room = storyRoom(tellStory(TALK));
  await show(room);
  allowSingleKeys(false);
  focus(/^Bob: Who has/);
  await userEvent.keyboard("p");
  await userEvent.keyboard("r");
  expect([room.did, draftIn({ room: ROOM }).replyTo]).toEqual([[], undefined]);
});

test("deleting asks first, shows the message, and gives the focus back", async () => {
  const room = storyRoom(tellStory(TALK));
  await show(room);
  focus(/^Ann: I have it/);
  await userEvent.keyboard("{Delete}");
  const dialog = page.getByRole("dialog", { name: "Delete this message?" });
  await expect.element(dialog.getByText("I have it")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(row(/^Ann: I have it/)).toHaveFocus();
  expect(room.did).toEqual([]);
  await userEvent.keyboard("{Backspace}");
  await dialog.getByRole("button", { name: "Delete" }).click();
  expect(room.did).toEqual(["remove 3"]);
});

test("the menu opens by the other button and by key, offers what is allowed, and gives the focus back", async () => {
  const room = storyRoom(tellStory(TALK));
  await show(room);
  await userEvent.click(row(/^Bob: Who has/), { button: "right" });
  const menu = page.getByRole("menu");
  await expect.element(menu.getByRole("menuitem", { name: "Add a reaction" })).toHaveFocus();
  expect(menu.getByRole("menuitem", { name: "Edit" }).query()).toBeNull();
  await userEvent.keyboard("{Escape}");
  await expect.element(row(/^Bob: Who has/)).toHaveFocus();
  focus(/^Ann: I have it/);
  await userEvent.keyboard("{Shift>}{F10}{/Shift}");
  await expect.element(menu.getByRole("menuitem", { name: "Edit" })).toBeVisible();
  await Promise.all(document.getAnimations().map(({ finished }) => finished));
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await menu.getByRole("menuitem", { name: "Pin for everyone" }).click();
  expect(room.did).toEqual(["pin 3 true"]);
  await expect.element(row(/^Ann: I have it/)).toHaveFocus();
});

test("a message is not offered to be edited when the time for that is over", async () => {
  const room = storyRoom(tellStory(TALK));
  await show(room, 60_000);
  focus(/^Ann: I have it/);
  await userEvent.keyboard("e");
  expect(editIn({ room: ROOM })).toBeNull();
  await userEvent.keyboard("{Shift>}{F10}{/Shift}");
  const menu = page.getByRole("menu");
  await expect.element(menu.getByRole("menuitem", { name: "Delete" })).toBeVisible();
  expect(menu.getByRole("menuitem", { name: "Edit" }).query()).toBeNull();
});
