import "../styles/layers.css";
import { parse } from "valibot";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { RoomId } from "#protocol/ids.ts";
import { knowRooms } from "../directory/known-rooms.test-kit.ts";
import { asked, closeAsked } from "../shell/asked.ts";
import { foldSection, muteRoom, starRoom } from "./room-preferences.ts";
import { RoomList } from "./room-list.tsx";

const id = (name: string) => parse(RoomId, name.toLowerCase());
const room = (name: string, lastAt: number | null = null) => ({
  id: id(name),
  name,
  topic: "",
  members: 1,
  joined: true,
  lastAt,
});
const ROOMS = [room("Garden"), room("Kitchen"), room("Music")];

beforeEach(() => render(<RoomList rooms={ROOMS} mayMake />));
afterEach(async () => {
  await cleanup();
  closeAsked();
  for (const each of ROOMS) {
    starRoom(each.id, false);
    muteRoom(each.id, false);
  }
  foldSection("rooms", false);
});

const link = (name: string) => page.getByRole("link", { name });
const names = () =>
  page
    .getByRole("link")
    .elements()
    .map((each) => each.textContent);

test("one tab stop, arrows from room to room", async () => {
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.tab();
  await expect.element(link("Garden")).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  await expect.element(link("Music")).toHaveFocus();
  await userEvent.keyboard("{Home}");
  await expect.element(link("Garden")).toHaveFocus();
  expect(document.querySelectorAll("a[tabindex='0']").length).toBe(1);
});

test("the right button opens the menu of that room, and it stays when the button is let go", async () => {
  await link("Kitchen").click({ button: "right" });
  await expect.element(page.getByRole("menuitem", { name: "Mute" })).toBeVisible();
  await page.getByRole("menuitem", { name: "Star" }).click();
  await expect.element(page.getByRole("button", { name: "Starred" })).toBeVisible();
  expect(names()).toEqual(["Kitchen", "Garden", "Music"]);
  // Once more, now that the menu is loaded and opens at once.
  await link("Music").click({ button: "right" });
  await expect.element(page.getByRole("menuitem", { name: "Mute" })).toBeVisible();
});

test("a muted room goes to the end and says that it is", async () => {
  await link("Garden").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Mute" }).click();
  await expect.poll(names).toEqual(["Kitchen", "Music", "Garden, muted"]);
});

test("starred rooms are moved by their menu, which offers only where to", async () => {
  knowRooms(ROOMS);
  for (const each of ROOMS) starRoom(each.id, true);
  const moves = async (name: string) => {
    await link(name).click({ button: "right" });
    const menu = page.getByRole("menu", { name: `${name}: what to do` });
    await expect.element(menu).toBeVisible();
    return [...menu.element().children]
      .map((each) => each.textContent)
      .filter((says) => says.startsWith("Move"));
  };
  expect(await moves("Garden")).toEqual(["Move down"]);
  await page.getByRole("menuitem", { name: "Move down" }).click();
  await expect.poll(names).toEqual(["Kitchen", "Garden", "Music"]);
  await expect.element(link("Garden")).toHaveFocus();
  expect(await moves("Garden")).toEqual(["Move up", "Move down"]);
  await userEvent.keyboard("{Escape}");
  knowRooms([]);
});

test("starred rooms are put in another order by dragging", async () => {
  for (const each of ROOMS) starRoom(each.id, true);
  await expect.poll(names).toEqual(["Garden", "Kitchen", "Music"]);
  const dragged = async () => {
    await userEvent.dragAndDrop(link("Music"), link("Garden"), {
      targetPosition: { x: 20, y: 3 },
    });
    return names();
  };
  // Until what moves them is loaded, nothing happens.
  await expect.poll(dragged).toEqual(["Music", "Garden", "Kitchen"]);
});

test("by keyboard: the button beside the room, Escape gives the focus back", async () => {
  link("Garden").element().focus();
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("menuitem", { name: "Star" })).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(page.getByRole("menuitem", { name: "Mute" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect
    .element(page.getByRole("menu", { name: "Garden: what to do" }))
    .not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: "More about Garden" })).toHaveFocus();
});

test("its menu ends with leaving, which stands apart", async () => {
  await link("Garden").click({ button: "right" });
  const menu = page.getByRole("menu", { name: "Garden: what to do" });
  await expect.element(menu).toBeVisible();
  const says = [...menu.element().children].map((each) => each.textContent || each.localName);
  expect(says).toEqual([
    "Star",
    "Mute",
    "Notify: every message",
    "Notify: mentions only",
    "Notify: nothing",
    "Notify: @room and @here",
    "Open the note",
    "Copy link",
    "hr",
    "Leave room",
  ]);
});

test("leaving is asked before", async () => {
  await link("Garden").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Leave room" }).click();
  expect(asked.getState().now).toEqual({ what: "leave", room: id("Garden"), name: "Garden" });
});

test("a section folds and says so", async () => {
  const head = page.getByRole("button", { name: "Rooms", exact: true });
  await expect.element(head).toHaveAttribute("aria-expanded", "true");
  await head.click();
  await expect.element(head).toHaveAttribute("aria-expanded", "false");
  expect(names()).toEqual([]);
});
