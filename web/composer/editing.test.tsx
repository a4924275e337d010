import "../styles/layers.css";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import type { RoomEvent } from "#protocol/events.ts";
import { ANN, eventOf, nextId, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { draftIn, forgetDrafts, keepDraft } from "./drafts.ts";
import { edits, forgetEdits } from "./edits.ts";
import { Alone, showComposer } from "./shown-composer.test-kit.tsx";

beforeEach(() => page.viewport(1000, 800));
afterEach(async () => {
  await cleanup();
  forgetDrafts();
  forgetEdits();
});

const told = () =>
  storyRoom(
    tellStory([
      { by: "ann", says: "first" },
      { by: "ann", says: "teh last" },
      { by: "bob", says: "what?" },
    ]),
  );

test("↑ in an empty field edits what one has said last, and Enter saves it", async () => {
  const { room, field } = await showComposer(told());
  await userEvent.type(field, "{ArrowUp}");
  await expect.element(page.getByText("Editing a message")).toBeVisible();
  expect(field.value).toBe("teh last");
  await page.elementLocator(field).fill("the last");
  await userEvent.keyboard("{Enter}");
  expect(room.did).toEqual(["edit 3: the last"]);
  expect(field.value).toBe("");
  await expect.element(page.getByText("Editing a message")).not.toBeInTheDocument();
});

test("↑ in a text goes up in the text", async () => {
  const { field } = await showComposer(told());
  await userEvent.type(field, "words{ArrowUp}");
  expect(field.value).toBe("words");
  expect(edits.getState()).toEqual({});
});

test("↑ edits nothing while the last one is on its way", async () => {
  const room = told();
  const { field } = await showComposer(room);
  room.post("just now");
  await userEvent.type(field, "{ArrowUp}");
  expect(field.value).toBe("");
});

test("↑ passes over what was deleted", async () => {
  const deleted: RoomEvent = {
    type: "message.deleted",
    seq: 5,
    id: nextId(),
    at: 0,
    by: ANN.id,
    name: "Ann",
    target: 3,
  };
  const room = told();
  const { field } = await showComposer(room);
  room.happen([deleted]);
  await userEvent.type(field, "{ArrowUp}");
  expect(field.value).toBe("first");
});

test("an edit is there again after a reload, and Escape leaves the draft as it was", async () => {
  const room = told();
  const { shown, field } = await showComposer(room);
  await userEvent.type(field, "{ArrowUp}");
  await userEvent.type(field, "!");
  await shown.unmount();
  edits.setState({}, true);
  keepDraft({ room: room.id }, "half a thought");
  await render(<Alone room={room} />);
  const box = page.getByRole("textbox");
  await expect.element(box).toHaveValue("teh last!");
  // The list marks it again.
  await expect.poll(() => edits.getState()[room.id]).toMatchObject({ target: 3 });
  await userEvent.click(box);
  await userEvent.keyboard("{Escape}");
  await expect.element(box).toHaveValue("half a thought");
  expect(draftIn({ room: room.id }).text).toBe("half a thought");
});

test("taking out every word asks whether the message is to go", async () => {
  const { room, field } = await showComposer(told());
  await userEvent.type(field, "{ArrowUp}");
  await page.elementLocator(field).fill("");
  await userEvent.keyboard("{Enter}");
  expect(room.did).toEqual([]);
  await page.getByRole("button", { name: "Delete message" }).click();
  expect(room.did).toEqual(["remove 3"]);
  await expect.element(page.getByText("Editing a message")).not.toBeInTheDocument();
});

test("whoever edits what was changed meanwhile sees both before theirs goes", async () => {
  const room = told();
  const { field } = await showComposer(room);
  await userEvent.type(field, "{ArrowUp}");
  const posted = eventOf({ by: "ann", says: "" }, 5);
  room.happen([
    { ...posted, type: "message.edited", target: 3, revision: 1, body: "from my phone" } as never,
  ]);
  await expect
    .element(page.getByText(/Changed elsewhere meanwhile: “from my phone”/))
    .toBeVisible();
  await userEvent.type(field, "!");
  await userEvent.keyboard("{Enter}");
  expect(room.did).toEqual([]);
  await userEvent.keyboard("{Enter}");
  expect(room.did).toEqual(["edit 3: teh last!"]);
});
