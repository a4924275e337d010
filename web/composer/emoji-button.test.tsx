import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import { draftIn, forgetDrafts } from "./drafts.ts";
import { saidIn, showComposer } from "./shown-composer.test-kit.tsx";

beforeEach(async () => {
  localStorage.clear();
  await page.viewport(1000, 1000);
});
afterEach(async () => {
  await cleanup();
  forgetDrafts();
});

const button = () => page.getByRole("button", { name: "Emoji", exact: true });
const picker = () => page.getByRole("dialog", { name: "Emoji" });
const found = () => page.getByRole("gridcell").first();

test("an emoji comes where the caret is, can be taken back, and one writes on", async () => {
  const { room, field } = await showComposer();
  await userEvent.type(field, "well done");
  field.setSelectionRange(4, 4);
  await userEvent.click(button());
  await expect.element(found()).toBeVisible();
  await userEvent.keyboard("rocket{Enter}");
  await expect.element(picker()).not.toBeInTheDocument();
  expect(field.value).toBe("well🚀 done");
  expect(draftIn({ room: room.id }).text).toBe("well🚀 done");
  expect(document.activeElement).toBe(field);
  await userEvent.keyboard("!");
  expect(field.value).toBe("well🚀! done");
  await userEvent.keyboard("{Control>}zz{/Control}");
  expect(field.value).toBe("well done");
});

test("by keyboard it is before the tools, and Escape leads back", async () => {
  const { field } = await showComposer();
  field.focus();
  await userEvent.keyboard("{Tab}");
  await expect.element(button()).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(found()).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(picker()).not.toBeInTheDocument();
  await expect.element(button()).toHaveFocus();
});

test("Enter on a word for which there is none sends nothing", async () => {
  const { room, field } = await showComposer();
  await userEvent.type(field, "not yet");
  await userEvent.click(button());
  await expect.element(found()).toBeVisible();
  await userEvent.keyboard("zzz qqq");
  await expect.element(page.getByText("No emoji for “zzz qqq”.")).toBeVisible();
  await userEvent.keyboard("{Enter}");
  expect(saidIn(room)).toEqual([]);
  expect(field.value).toBe("not yet");
});

test("a second press puts the picker away", async () => {
  await showComposer();
  await userEvent.click(button());
  await expect.element(found()).toBeVisible();
  await userEvent.click(button());
  await expect.element(picker()).not.toBeInTheDocument();
  await expect.element(button()).toHaveAttribute("aria-expanded", "false");
});

test("the field keeps its width when the button comes, and axe has nothing against it", async () => {
  const { field } = await showComposer();
  await expect.element(button()).toBeVisible();
  const { width } = button().element().getBoundingClientRect();
  const tools = page.getByRole("button", { name: "Formatting" }).element();
  expect(width).toBe(tools.getBoundingClientRect().width);
  expect(tools.parentElement?.offsetWidth).toBe(2 * width);
  await userEvent.type(field, "so");
  const { violations } = await axe.run(document.body, {
    rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
