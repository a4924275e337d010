import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import { directory } from "../directory/directory.ts";
import { eventOf, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { forgetDrafts } from "./drafts.ts";
import { saidIn, showComposer } from "./shown-composer.test-kit.tsx";

beforeEach(() => page.viewport(1000, 800));
afterEach(async () => {
  await cleanup();
  forgetDrafts();
});

const BOB = "0190b5a0-0000-7000-8000-000000000002";
const BEA = "0190b5a0-0000-7000-8000-000000000003";
const ZOE = "0190b5a0-0000-7000-8000-000000000004";
const people = () =>
  storyRoom(
    tellStory([
      { by: BEA, name: "Bea Long", does: "member.joined" },
      { by: BOB, name: "Bob", does: "member.joined" },
      { by: ZOE, name: "Zoë", does: "member.joined" },
      { by: BOB, name: "Bob", says: "hi" },
    ]),
  );
const list = () => page.getByRole("listbox", { name: "People" });

test("offers who spoke here first, and Enter puts in who is meant and sends nothing", async () => {
  const { room, field } = await showComposer(people());
  await userEvent.type(field, "hello @b");
  await expect.element(list()).toBeVisible();
  expect(
    list()
      .getByRole("option")
      .elements()
      .map((one) => one.textContent),
  ).toEqual(["Bob", "Bea Long"]);
  await userEvent.keyboard("{Enter}");
  expect(field.value).toBe("hello @Bob ");
  expect(saidIn(room)).toEqual([]);
  await expect.element(list()).not.toBeInTheDocument();
  await userEvent.keyboard("look{Enter}");
  expect(saidIn(room)).toEqual([`hello <@${BOB}> look`]);
});

test("a space that is typed after a pick is the one that stands there, and only that one", async () => {
  const { field } = await showComposer(people());
  await userEvent.type(field, "@b");
  await expect.element(list()).toBeVisible();
  await userEvent.keyboard("{Enter} and");
  expect(field.value).toBe("@Bob and");
  await userEvent.keyboard(" @b");
  await expect.element(list()).toBeVisible();
  await userEvent.keyboard("{Enter}  .");
  expect(field.value).toBe("@Bob and @Bob  .");
});

test("arrows go round, Tab picks, and the field says which one is meant", async () => {
  const { field } = await showComposer(people());
  await userEvent.type(field, "@b");
  await expect.element(list()).toBeVisible();
  const meant = () => document.getElementById(field.getAttribute("aria-activedescendant") ?? "");
  expect(meant()?.textContent).toBe("Bob");
  await userEvent.keyboard("{ArrowDown}");
  await expect.poll(() => meant()?.textContent).toBe("Bea Long");
  await userEvent.keyboard("{ArrowDown}");
  await expect.poll(() => meant()?.textContent).toBe("Bob");
  await userEvent.keyboard("{ArrowUp}{Tab}");
  expect(field.value).toBe("@Bea Long ");
  await expect.element(page.elementLocator(field)).toHaveFocus();
  expect(field.hasAttribute("aria-activedescendant")).toBe(false);
});

test("a pick means what is typed now, however fast the keys come", async () => {
  const { field } = await showComposer(people());
  await userEvent.type(field, "@b");
  await expect.element(list()).toBeVisible();
  // Two keys in one turn: nothing has been drawn between them.
  document.execCommand("insertText", false, "e");
  const enter = { key: "Enter", bubbles: true, cancelable: true };
  field.dispatchEvent(new KeyboardEvent("keydown", enter));
  await expect.poll(() => field.value).toBe("@Bea Long ");
});

test("Escape puts the list away until another name is begun", async () => {
  const { room, field } = await showComposer(people());
  await userEvent.type(field, "@b");
  await expect.element(list()).toBeVisible();
  await userEvent.keyboard("{Escape}o");
  await expect.element(list()).not.toBeInTheDocument();
  await userEvent.keyboard("{Enter}");
  expect(saidIn(room)).toEqual(["@bo"]);
  await userEvent.keyboard("@z");
  await expect.element(list()).toBeVisible();
});

test("a press picks too, and the field keeps the focus", async () => {
  const { field } = await showComposer(people());
  await userEvent.type(field, "@b");
  await list().getByRole("option", { name: "Bea Long" }).click();
  expect(field.value).toBe("@Bea Long ");
  expect(document.activeElement).toBe(field);
});

test("Enter that chooses a word of an input method picks nobody", async () => {
  const { field } = await showComposer(people());
  await userEvent.type(field, "@b");
  await expect.element(list()).toBeVisible();
  const enter = { key: "Enter", bubbles: true, cancelable: true, isComposing: true };
  field.dispatchEvent(new KeyboardEvent("keydown", enter));
  expect(field.value).toBe("@b");
});

test("undo takes a pick back", async () => {
  const { field } = await showComposer(people());
  await userEvent.type(field, "@b");
  await expect.element(list()).toBeVisible();
  await userEvent.keyboard("{Enter}");
  expect(field.value).toBe("@Bob ");
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(field.value).toBe("@b");
});

test("somebody who has just come can be named", async () => {
  const { room, field } = await showComposer(people());
  room.happen([eventOf({ by: "new", name: "Newt", does: "member.joined" }, 6)]);
  await userEvent.type(field, "@ne");
  await expect.element(list().getByRole("option", { name: "Newt" })).toBeVisible();
});

test("rooms are offered by their sign", async () => {
  const general = {
    id: "0190b5a0-0000-7000-8000-000000000011",
    name: "general",
    topic: "",
    members: 1,
  };
  directory.store.setState({ data: [{ ...general, joined: true, lastAt: null }] as never });
  const { room, field } = await showComposer(people());
  await userEvent.type(field, "see #ge");
  await expect.element(page.getByRole("listbox", { name: "Rooms" })).toBeVisible();
  await userEvent.keyboard("{Enter}{Enter}");
  expect(saidIn(room)).toEqual([`see <#${general.id}> `]);
  directory.store.setState({ data: undefined });
});

test("a command is done at once, and only those that can be done are offered", async () => {
  const show = vi.fn();
  const { room, field } = await showComposer(people(), { wishes: { people: show } });
  await userEvent.type(field, "/");
  const commands = page.getByRole("listbox", { name: "Commands" });
  await expect.element(commands).toBeVisible();
  expect(commands.getByRole("option").elements()).toHaveLength(3);
  await userEvent.keyboard("pe{Enter}");
  expect(show).toHaveBeenCalledOnce();
  expect(field.value).toBe("");
  expect(saidIn(room)).toEqual([]);
});

test("on a phone the list stays on the screen", async () => {
  await page.viewport(390, 800);
  const { field } = await showComposer(people());
  await userEvent.type(field, "a line that is nearly as long as @b");
  await expect.element(list()).toBeVisible();
  const { left, right, top } = list().element().getBoundingClientRect();
  expect(left).toBeGreaterThanOrEqual(0);
  expect(right).toBeLessThanOrEqual(390);
  expect(top).toBeGreaterThanOrEqual(0);
});

test("has nothing that axe objects to while it offers", async () => {
  const { field } = await showComposer(people());
  await userEvent.type(field, "@b");
  await expect.element(list()).toBeVisible();
  const { violations } = await axe.run(document.body, {
    rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
