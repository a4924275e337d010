import "../styles/layers.css";
import axe from "axe-core";
import { useRef } from "react";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { ANN, storyRoom, tellStory, type StoryRoom } from "../timeline/story.test-kit.ts";
import { Composer } from "./composer.tsx";
import { forgetDrafts } from "./drafts.ts";

afterEach(async () => {
  await cleanup();
  forgetDrafts();
});

test("Enter sends, empties the box and keeps the focus", async () => {
  const { room, box } = await show();
  await box.fill("hello");
  await userEvent.keyboard("{Enter}");
  expect(said(room)).toEqual(["hello"]);
  await expect.element(box).toHaveValue("");
  await expect.element(box).toHaveFocus();
});

test("Shift and Enter begin a new line", async () => {
  const { room, box } = await show();
  await box.fill("one");
  await userEvent.keyboard("{Shift>}{Enter}{/Shift}two");
  await expect.element(box).toHaveValue("one\ntwo");
  expect(said(room)).toEqual([]);
});

test("Enter that chooses a word of an input method does not send", async () => {
  const { room, box } = await show();
  await box.fill("にほん");
  const enter = { key: "Enter", bubbles: true, cancelable: true, isComposing: true };
  box.element().dispatchEvent(new KeyboardEvent("keydown", enter));
  expect(said(room)).toEqual([]);
});

test("blank lines are not sent", async () => {
  const { room, box } = await show();
  await box.fill("  \n ");
  await page.getByRole("button", { name: "Send" }).click();
  expect(said(room)).toEqual([]);
});

test("writing goes on without a line", async () => {
  const { room, box } = await show();
  room.view.setState({ connection: { at: "offline", since: 0 } });
  await box.fill("later then");
  await userEvent.keyboard("{Enter}");
  expect(said(room)).toEqual(["later then"]);
});

test("a draft is there again when the room is opened again", async () => {
  const { room, box, shown } = await show();
  await box.fill("half a thou");
  await shown.unmount();
  await render(<Alone room={room} />);
  await expect.element(page.getByRole("textbox")).toHaveValue("half a thou");
});

test("a text that is refused stays, with the reason", async () => {
  const { box } = await show();
  await box.fill("a".repeat(8_100));
  await expect.element(page.getByTitle("Characters left")).toHaveTextContent("-4100");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("alert")).toHaveTextContent(/too long/);
  expect((box.element() as HTMLTextAreaElement).value).toHaveLength(8_100);
});

test("has nothing that axe objects to", async () => {
  await show();
  const { violations } = await axe.run(document.body, {
    // A composer alone is not a page.
    rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

async function show() {
  const room = storyRoom(tellStory([]));
  const shown = await render(<Alone room={room} />);
  return { room, shown, box: page.getByRole("textbox", { name: "Message Tea" }) };
}

function Alone({ room }: { room: StoryRoom }) {
  return <Composer handle={room} field={useRef(null)} me={ANN.id} />;
}

function said(room: StoryRoom): string[] {
  return room.view.getState().pending.map(({ body }) => body);
}
