import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { parse } from "valibot";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { RoomId } from "#protocol/ids.ts";
import { knowRooms } from "../directory/known-rooms.test-kit.ts";
import { queryClient } from "../query-client.ts";
import type { Found } from "./found.ts";
import { Palette } from "./palette.tsx";

const room = (name: string, joined = true) => ({
  id: parse(RoomId, name.toLowerCase()),
  name,
  topic: "",
  members: 1,
  joined,
  lastAt: null,
});
const opened = vi.fn<(found: Found, isBeside: boolean) => void>();
const closed = vi.fn<() => void>();
const titles = () => opened.mock.calls.map(([{ title }, isBeside]) => [title, isBeside]);

beforeEach(async () => {
  opened.mockClear();
  closed.mockClear();
  knowRooms([room("Garden"), room("Kitchen"), room("Gargoyles", false)]);
  await render(
    <QueryClientProvider client={queryClient}>
      <Palette onOpen={opened} onClose={closed} />
    </QueryClientProvider>,
  );
});
afterEach(cleanup);

const field = () => page.getByRole("combobox", { name: "Go to" });
const chosen = () =>
  document.querySelector("[role='option'][aria-selected='true']")?.textContent ?? null;

test("it begins in the field, and the field commands the list", async () => {
  await expect.element(field()).toHaveFocus();
  const { ariaActiveDescendantElement: active } = field().element() as HTMLElement & {
    ariaActiveDescendantElement?: Element;
  };
  expect(active?.textContent).toBe("Garden");
});

test("typing part of a name and Enter goes there", async () => {
  await userEvent.keyboard("kit{Enter}");
  expect(titles()).toEqual([["Kitchen", false]]);
});

test("with Ctrl it opens beside", async () => {
  await userEvent.keyboard("kit{Control>}{Enter}{/Control}");
  expect(titles()).toEqual([["Kitchen", true]]);
});

test("arrows lead through the list and around its ends", async () => {
  expect(chosen()).toBe("Garden");
  await userEvent.keyboard("{ArrowDown}");
  expect(chosen()).toBe("Kitchen");
  await userEvent.keyboard("{ArrowDown}");
  expect(chosen()).toBe("Garden");
  await userEvent.keyboard("{ArrowUp}");
  expect(chosen()).toBe("Kitchen");
  await expect.element(field()).toHaveFocus();
});

test("what was chosen is forgotten when something else is typed", async () => {
  await userEvent.keyboard("{ArrowDown}");
  expect(chosen()).toBe("Kitchen");
  // Both hold it, and the first is the one that Enter takes.
  await userEvent.keyboard("e");
  expect(chosen()).toBe("Garden");
});

test("a room one is not in is found by its name, says so, and comes last", async () => {
  await userEvent.keyboard("#gar");
  const options = page.getByRole("option").elements();
  expect(options.map((option) => option.textContent)).toEqual(["Garden", "GargoylesNot joined"]);
});

test("what was typed is marked", async () => {
  await userEvent.keyboard("#it");
  expect(document.querySelector("mark")?.textContent).toBe("it");
});

test("a sign can be pressed where there is no keyboard for it", async () => {
  await page.getByRole("button", { name: "Rooms only" }).click();
  await expect.element(field()).toHaveValue("#");
  await expect.element(field()).toHaveFocus();
});

test("nothing found says so and keeps the words for another kind", async () => {
  await userEvent.keyboard("zzz{Enter}");
  expect(titles()).toEqual([]);
  await expect.element(page.getByText("Nothing found for “zzz”")).toBeVisible();
  await page.getByRole("button", { name: "Rooms only" }).click();
  await expect.element(field()).toHaveValue("#zzz");
});

test("Enter that chooses a word of an input method opens nothing", async () => {
  await userEvent.keyboard("kit");
  const press = { key: "Enter", bubbles: true, cancelable: true, isComposing: true };
  field().element().dispatchEvent(new KeyboardEvent("keydown", press));
  expect(titles()).toEqual([]);
});

test("Escape closes it", async () => {
  await userEvent.keyboard("{Escape}");
  expect(closed).toHaveBeenCalledOnce();
});
