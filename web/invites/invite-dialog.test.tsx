import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import * as v from "valibot";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { RoomId } from "#protocol/ids.ts";
import { knowRooms } from "../directory/known-rooms.test-kit.ts";
import { queryClient } from "../query-client.ts";
import { AT_THE_DOOR } from "../welcome/community-door.ts";
import { InviteDialog } from "./invite-dialog.tsx";

const room = (name: string, joined: boolean) => ({
  id: v.parse(RoomId, name),
  name,
  topic: "",
  members: 1,
  joined,
  lastAt: null,
});

const HERE = window.location.href;

beforeEach(() => {
  knowRooms([room("Kitchen", true), room("Attic", false)]);
});
afterEach(async () => {
  await cleanup();
  window.history.replaceState(null, "", HERE);
});

const show = () =>
  render(
    <QueryClientProvider client={queryClient}>
      <InviteDialog onClose={() => {}} />
    </QueryClientProvider>,
  );
const choicesOf = (label: string) =>
  [...page.getByLabelText(label).element().querySelectorAll("option")].map(
    ({ textContent }) => textContent,
  );

test("begins at its first choice, with what a link is good for unless one says otherwise", async () => {
  await show();
  const as = page.getByLabelText("They come in as");
  await expect.element(as).toHaveFocus();
  await expect.element(as).toHaveAccessibleDescription(/^Finds and joins rooms/);
  await expect.element(page.getByLabelText("Works for")).toHaveDisplayValue("10 people");
  await expect.element(page.getByLabelText("And lasts")).toHaveDisplayValue("7 days");
  expect(choicesOf("Works for")).toEqual(["1 person", "10 people", "100 people", "1,000 people"]);
  expect(choicesOf("And lasts")).toEqual(["1 day", "7 days", "30 days"]);
});

test("offers rooms that one is in, and guests have to have one", async () => {
  await show();
  expect(choicesOf("Into the room")).toEqual(["None: they choose for themselves", "Kitchen"]);
  const as = page.getByLabelText("They come in as");
  await as.selectOptions("Guests");
  await expect.element(as).toHaveAccessibleDescription(/nothing else/);
  expect(choicesOf("Into the room")).toEqual(["Kitchen"]);
});

test("whoever is in no room is told to join one before they invite guests", async () => {
  knowRooms([]);
  await show();
  await page.getByLabelText("They come in as").selectOptions("Guests");
  await expect
    .element(page.getByLabelText("Into the room"))
    .toHaveAccessibleDescription("Join a room first.");
});

test("out of a room it invites into this room, unless one is not in it", async () => {
  window.history.replaceState(null, "", "/rooms/Kitchen");
  await show();
  const into = page.getByLabelText("Into the room");
  await expect.element(into).toHaveDisplayValue("Kitchen");
  await expect.element(into).toHaveAccessibleDescription("They are in it at once.");
  await into.selectOptions("None: they choose for themselves");
  await expect.element(into).toHaveDisplayValue("None: they choose for themselves");
  await cleanup();
  window.history.replaceState(null, "", "/rooms/Attic");
  await show();
  await expect.element(into).toHaveDisplayValue("None: they choose for themselves");
});

test("while the door is closed it says that a link lets nobody in", async () => {
  queryClient.setQueryData(AT_THE_DOOR, { name: "Tea House", door: "closed" });
  await show();
  await expect.element(page.getByText(/Nobody can join at the moment/)).toBeVisible();
  queryClient.removeQueries({ queryKey: AT_THE_DOOR });
});
