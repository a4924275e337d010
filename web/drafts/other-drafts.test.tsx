import "../styles/layers.css";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { showComposer } from "../composer/shown-composer.test-kit.tsx";
import { draftIn, forgetDrafts, hearDraft, keepDraft } from "../composer/drafts.ts";
import { inbox, NOTHING_HELD } from "../inbox/held.ts";
import { newWishId } from "../inbox/new-wish-id.ts";
import { wishes } from "../inbox/wishes.ts";
import { storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { DraftsPage } from "./drafts-page.tsx";
import { followDrafts } from "./follow-drafts.ts";

const room = () => storyRoom(tellStory([]));
const there = { version: newWishId(), text: "from the phone" };
const beside = page.getByRole("region", { name: "Draft from another device" });
const button = (name: string) => page.getByRole("button", { name });

let stop: () => void;
const tell = (id: string, ...drafts: { version: string; text: string }[]) => {
  const entry = { kind: "draft", room: id, drafts };
  inbox.setState({ epoch: "e", cursor: 1, entries: new Map([[`draft ${id}`, entry as never]]) });
};

beforeEach(() => {
  stop = followDrafts(newWishId);
});
afterEach(async () => {
  await cleanup();
  stop();
  forgetDrafts();
  for (const { id } of wishes.all()) wishes.settle(id);
  inbox.setState(NOTHING_HELD, true);
});

async function twoDrafts() {
  const { id } = room();
  keepDraft({ room: id }, "mine");
  tell(id, there);
  const shown = await showComposer();
  await expect.element(beside).toHaveTextContent("from the phone");
  return { ...shown, place: { room: id } };
}

test("a draft from another device stands above the field, and interrupts nobody who types", async () => {
  const { box, field } = await twoDrafts();
  await box.fill("mine goes on");
  expect(document.activeElement).toBe(field);
  expect(field.value).toBe("mine goes on");
  await expect.element(beside).toBeVisible();
});

test("used, it is in the field, and what stood there stands above it", async () => {
  const { box } = await twoDrafts();
  await button("Use this draft: from the phone").click();
  await expect.element(box).toHaveValue("from the phone");
  await expect.element(box).toHaveFocus();
  expect(wishes.all()).toMatchObject([{ type: "draft", text: "mine", base: [] }]);
});

test("kept away, it is not shown here any more, and nobody lets go of it", async () => {
  const { box } = await twoDrafts();
  await button("Keep mine, and hide this draft here: from the phone").click();
  await expect.element(beside).not.toBeInTheDocument();
  await expect.element(box).toHaveValue("mine");
  expect(wishes.all().filter((wish) => wish.type === "draft" && wish.text === "")).toEqual([]);
});

test("discarded, it is gone at once, and can be brought back", async () => {
  const { place } = await twoDrafts();
  await button("Discard this draft: from the phone").click();
  await expect.element(beside).not.toBeInTheDocument();
  expect(wishes.all()).toContainEqual(
    expect.objectContaining({ type: "draft", text: "", base: [there.version] }),
  );
  await button("Undo").click();
  expect(wishes.all()).toContainEqual(
    expect.objectContaining({ type: "draft", text: "from the phone", base: [] }),
  );
  expect(draftIn(place).text).toBe("mine");
});

test("a draft that stays on this device says why", async () => {
  const { id } = room();
  hearDraft(id, { text: "one too many", refused: "inbox_full" });
  await showComposer();
  await expect
    .element(page.getByRole("status").filter({ hasText: "stays on this device" }))
    .toHaveTextContent(
      "This draft stays on this device. You have as many drafts as one can have. Send or discard some.",
    );
});

test("the list shows all drafts, leads to where they are written, and lets go of them", async () => {
  const { id } = room();
  keepDraft({ room: id }, "mine");
  keepDraft({ room: id, thread: 7 }, "in a thread");
  tell(id, there);
  await render(<DraftsPage />);
  const rows = page.getByRole("list", { name: "Drafts" }).getByRole("listitem");
  await expect.poll(() => rows.elements().length).toBe(3);
  const links = rows.getByRole("link").elements();
  expect(new Set(links.map((link) => link.getAttribute("href")))).toEqual(
    new Set([`/rooms/${id}`, `/rooms/${id}?thread=7`]),
  );
  await rows.filter({ hasText: "in a thread" }).getByRole("button").click();
  await expect.poll(() => rows.elements().length).toBe(2);
  await button("Undo").click();
  await expect.poll(() => rows.elements().length).toBe(3);
});
