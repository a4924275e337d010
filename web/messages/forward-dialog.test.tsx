import "../styles/layers.css";
import { parse } from "valibot";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { RoomId } from "#protocol/ids.ts";
import { knowRooms } from "../directory/known-rooms.test-kit.ts";
import { messageAt } from "../room/shown-message.ts";
import { ANN, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { ForwardDialog } from "./forward-dialog.tsx";

const listed = (name: string) => ({
  id: parse(RoomId, name.toLowerCase()),
  name,
  topic: "",
  members: 1,
  joined: true,
  lastAt: null,
});

beforeEach(async () => {
  knowRooms([listed("Garden"), listed("Kitchen")]);
  const room = storyRoom(tellStory([{ by: "bob", says: "Who has the key?" }]));
  const shown = messageAt(room.view.getState(), 2, ANN.id);
  if (shown) await render(<ForwardDialog handle={room} shown={shown} onClose={() => {}} />);
});
afterEach(async () => {
  await cleanup();
  knowRooms([]);
});

const rooms = () => page.getByRole("radiogroup", { name: "Rooms" });
const forward = () => page.getByRole("button", { name: "Forward" }).click();

test("without a room it says so at the rooms, and goes there", async () => {
  await forward();
  await expect.element(rooms()).toHaveAttribute("aria-invalid", "true");
  await expect.element(rooms()).toHaveAccessibleDescription("Choose a room first.");
  await expect.element(page.getByRole("radio", { name: "Garden" })).toHaveFocus();
  const comment = page.getByLabelText(/^Say something/);
  await expect.element(comment).not.toHaveAttribute("aria-invalid");
  await page.getByRole("radio", { name: "Kitchen" }).click();
  await expect.element(rooms()).not.toHaveAttribute("aria-invalid");
  await expect.element(page.getByText("Choose a room first.")).not.toBeInTheDocument();
});

test("where the search leaves no room it goes to the search", async () => {
  await page.getByRole("searchbox").fill("nowhere");
  await forward();
  await expect.element(rooms()).toHaveAccessibleDescription("Choose a room first.");
  await expect.element(page.getByRole("searchbox")).toHaveFocus();
});
