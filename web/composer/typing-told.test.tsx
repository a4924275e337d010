import "../styles/layers.css";
import { afterEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { tellTyping, typingTold } from "../settings/typing-told.ts";
import { storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { forgetDrafts, keepDraft } from "./drafts.ts";
import { forgetEdits } from "./edits.ts";
import { showComposer } from "./shown-composer.test-kit.tsx";
import type { Wishes } from "./wishes.ts";
import { WritingSection } from "./writing-section.tsx";

afterEach(async () => {
  await cleanup();
  forgetDrafts();
  forgetEdits();
  tellTyping(true);
});

/** A composer, and what it has told of what is typed into it. */
async function show(wishes?: Wishes) {
  const room = storyRoom(tellStory([{ by: "ann", says: "teh last" }]));
  const typed = vi.spyOn(room, "typed");
  const blurred = vi.spyOn(room, "blurred");
  const shown = await showComposer(room, { ...(wishes && { wishes }) });
  return { ...shown, told: () => typed.mock.calls.map(([text]) => text), blurred };
}

test("new words are told of, and that the field was left", async () => {
  const { box, told, field, blurred } = await show();
  await userEvent.type(box, "hi");
  expect(told()).toEqual(["h", "hi"]);
  field.blur();
  expect(blurred).toHaveBeenCalledOnce();
});

test("a draft that is there is not, until one goes on with it", async () => {
  const room = storyRoom(tellStory([]));
  keepDraft({ room: room.id }, "half a thou");
  const typed = vi.spyOn(room, "typed");
  const { field } = await showComposer(room);
  expect(field.value).toBe("half a thou");
  expect(typed).not.toHaveBeenCalled();
});

test("what changes a message that stands there is not", async () => {
  const { field, box, told } = await show();
  await userEvent.type(field, "{ArrowUp}");
  await box.fill("the last");
  expect(told()).toEqual([""]);
});

test("what one asks of one's own page is not; what one does in the room is", async () => {
  const { box, told } = await show({ jump: () => undefined });
  await box.fill("/ju");
  await box.fill("/jump 2 May");
  await box.fill("/me waves");
  expect(told()).toEqual(["", "", "/me waves"]);
});

test("the choice is kept in this browser, and other tabs hear of it", async () => {
  await render(<WritingSection />);
  const choice = page.getByRole("checkbox", { name: "Show others when I am typing" });
  await expect.element(choice).toBeChecked();
  await expect.element(choice).toHaveAccessibleDescription(/nobody sees that you are writing/);
  await choice.click();
  expect(typingTold.getState().isOn).toBe(false);
  expect(localStorage.getItem("parley-typing-told")).toBe("off");
  // Another tab turns it on again.
  localStorage.removeItem("parley-typing-told");
  dispatchEvent(new StorageEvent("storage", { key: "parley-typing-told" }));
  await expect.element(choice).toBeChecked();
});
