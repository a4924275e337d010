import "../styles/layers.css";
import axe from "axe-core";
import { useRef } from "react";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import type { RoomEvent } from "#protocol/events.ts";
import { draftIn, forgetDrafts } from "../composer/drafts.ts";
import { editIn, forgetEdits } from "../composer/edits.ts";
import { allowSingleKeys } from "../palette/single-keys.ts";
import type { Change } from "../room/room-view.ts";
import { MessageList } from "../timeline/message-list.tsx";
import { noActions } from "../timeline/shown-list.test-kit.tsx";
import {
  ANN,
  eventOf,
  nextId,
  ROOM,
  storyRoom,
  tellStory,
  type StoryRoom,
} from "../timeline/story.test-kit.ts";
import { MessageActions } from "./message-actions.tsx";
import { loadParts } from "./parts.ts";

afterEach(async () => {
  await cleanup();
  forgetDrafts();
  forgetEdits();
  allowSingleKeys(true);
});

const TALK = [
  { by: "bob", says: "Who has the key?" },
  { by: "ann", says: "I have it" },
  { by: "bob", says: "Good", replyTo: 3 },
];

const row = (name: RegExp) => page.getByRole("article", { name });
const toolbar = () => page.getByRole("toolbar", { name: "Message actions" });
const focus = (name: RegExp) => {
  const element = row(name).element();
  if (element instanceof HTMLElement) element.focus();
};

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
  focus(/^Bob: Removed/);
  expect(toolbar().query()).toBeNull();
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

async function show(room: StoryRoom, editWindowMs?: number) {
  await loadParts();
  await render(<Talk room={room} editWindowMs={editWindowMs} />);
  await expect.element(row(/^Bob: Good/)).toBeVisible();
}

function Talk({ room, editWindowMs }: { room: StoryRoom; editWindowMs?: number | undefined }) {
  const area = useRef<HTMLDivElement>(null);
  const place = { room: ROOM };
  const me = { ...ANN, role: "member" as const, editWindowMs };
  return (
    <>
      <div ref={area} style={{ display: "flex", blockSize: 600, inlineSize: 700 }}>
        <MessageList handle={room} at={null} me={ANN} actions={noActions} invitation={null} />
      </div>
      <MessageActions area={area} handle={room} me={me} place={place} />
    </>
  );
}

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
