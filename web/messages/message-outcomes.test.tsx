import "../styles/layers.css";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import type { RoomEvent } from "#protocol/events.ts";
import { forgetDrafts } from "../composer/drafts.ts";
import { forgetEdits } from "../composer/edits.ts";
import { allowSingleKeys } from "../palette/single-keys.ts";
import type { Change } from "../room/room-view.ts";
import { ANN, eventOf, nextId, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { focus, row, show, TALK, toolbar } from "./shown-talk.test-kit.tsx";

afterEach(async () => {
  await cleanup();
  forgetDrafts();
  forgetEdits();
  allowSingleKeys(true);
});

test("an answer shows what it answers, as that is now", async () => {
  const room = storyRoom(tellStory(TALK));
  await show(room);
  const quote = page.getByRole("button", { name: /^In reply to Ann I have it/ });
  await expect.element(quote).toBeVisible();
  room.happen([edited(5, 3, "I had it")]);
  await expect
    .element(page.getByRole("button", { name: /^In reply to Ann I had it/ }))
    .toBeVisible();
  room.happen([deleted(6, 3)]);
  await expect
    .element(page.getByRole("button", { name: /^In reply to Ann Message deleted/ }))
    .toBeVisible();
  expect(document.body.textContent).not.toContain("I had it");
});

test("a deleted message is its tombstone, and says when it was somebody else who removed it", async () => {
  const room = storyRoom(tellStory(TALK));
  await show(room);
  room.happen([deleted(5, 3), deleted(6, 2, ANN.id)]);
  await expect.element(row(/^Ann: Message deleted/)).toBeVisible();
  await expect.element(row(/^Bob: Removed by a moderator/)).toBeVisible();
  // The tools stand where the mouse was left, until the keyboard is elsewhere.
  await userEvent.hover(row(/^Bob: Good/));
  await expect.element(toolbar()).toBeVisible();
  focus(/^Bob: Removed/);
  await expect.element(toolbar()).not.toBeInTheDocument();
});

test("reactions say who, are pressed where they are one's own, and are taken off by a second press", async () => {
  const room = storyRoom(tellStory(TALK));
  await show(room);
  room.happen([
    eventOf({ by: "bob", reacts: "👍", to: 3 }, 5),
    eventOf({ by: "ann", reacts: "👍", to: 3 }, 6),
  ]);
  const chip = page.getByRole("button", { name: /^👍 2: you, / });
  await expect.element(chip).toHaveAttribute("aria-pressed", "true");
  await expect.element(chip).toHaveTextContent("👍2");
  await chip.click();
  expect(room.did).toEqual(["react 3 👍 false"]);
});

test("what was refused is as it was, says why, and is dismissed", async () => {
  const room = storyRoom(tellStory(TALK));
  await show(room);
  const change: Change = {
    id: nextId(),
    wish: { type: "message.react", target: 3, emoji: "🎉", on: true },
    send: { at: "sending" },
  };
  room.view.setState({ changes: [change] });
  await expect.element(page.getByRole("button", { name: /^🎉/ })).toBeVisible();
  room.view.setState({ changes: [{ ...change, send: { at: "failed", code: "not_member" } }] });
  await expect.element(page.getByText(/^Your reaction was not taken/)).toBeVisible();
  expect(page.getByRole("button", { name: /^🎉/ }).query()).toBeNull();
  await page.getByRole("button", { name: "Dismiss" }).click();
  expect(room.did).toEqual([`discard ${change.id}`]);
});

test("a refused edit keeps both texts, and what can be done about it", async () => {
  const room = storyRoom(tellStory(TALK));
  await show(room);
  room.happen([edited(5, 3, "I gave it to Cy")]);
  const id = nextId();
  room.view.setState({
    changes: [
      {
        id,
        wish: { type: "message.edit", target: 3, revision: 0, body: "I lost it" },
        send: { at: "failed", code: "edit_stale" },
      },
    ],
  });
  await expect.element(row(/^Ann: I gave it to Cy/)).toBeVisible();
  await expect.element(page.getByText("I lost it")).toBeVisible();
  await page.getByRole("button", { name: "Retry" }).click();
  await page.getByRole("button", { name: "Discard" }).click();
  expect(room.did).toEqual(["edit 3: I lost it", `discard ${id}`]);
});

test("an edit that came too late keeps its text to be copied, and is not offered again", async () => {
  const room = storyRoom(tellStory(TALK));
  await show(room);
  const wish = { type: "message.edit", target: 3, revision: 0, body: "I lost it" } as const;
  const send = { at: "failed", code: "edit_too_late" } as const;
  room.view.setState({ changes: [{ id: nextId(), wish, send }] });
  await expect.element(page.getByText(/The time in which .* edited is over/)).toBeVisible();
  await expect.element(page.getByText("I lost it")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Copy", exact: true })).toBeVisible();
  for (const name of ["Retry", "Edit"])
    expect(page.getByRole("button", { name, exact: true }).query()).toBeNull();
});

test("an edited message says so, and shows all that it said before", async () => {
  const room = storyRoom(tellStory(TALK));
  await show(room);
  room.happen([edited(5, 3, "I have the key"), edited(6, 3, "I have the green key")]);
  await page.getByRole("button", { name: "(edited)" }).click();
  const dialog = page.getByRole("dialog", { name: "What it said before" });
  await expect.element(dialog.getByRole("listitem").first()).toHaveTextContent(/green key$/);
  const added = Array.from(
    dialog.element().querySelectorAll("ins"),
    ({ textContent }) => textContent,
  );
  expect(added.map((text) => text?.trim())).toEqual(["green", "the key"]);
  expect(dialog.element().querySelector("del")?.textContent).toBe("it");
});

function happened(seq: number, by: string = ANN.id) {
  const { id, at, name } = eventOf({ by, says: "" }, seq);
  return { seq, id, at, name };
}

function edited(seq: number, target: number, body: string): RoomEvent {
  return { type: "message.edited", ...happened(seq), by: ANN.id, target, body };
}

function deleted(seq: number, target: number, by = ANN.id): RoomEvent {
  return { type: "message.deleted", ...happened(seq), at: Date.now(), by, target };
}
