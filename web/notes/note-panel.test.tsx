import "../styles/layers.css";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import { openNote } from "../room/open-beside.ts";
import { sessionStore } from "../session/session.ts";
import { ROOM } from "../timeline/story.test-kit.ts";
import { FakeNote } from "./fake-note.test-kit.ts";
import { widenNote } from "./note-width.ts";
import { showNoteOf } from "./shown-note.test-kit.tsx";

let server: FakeNote;
const here = window.location.href;

beforeEach(async () => {
  server = new FakeNote();
  await page.viewport(1440, 800);
});
afterEach(async () => {
  await cleanup();
  widenNote(ROOM, false);
  sessionStore.setState({ at: "unknown" }, true);
  window.history.replaceState(null, "", here);
});

const type = (keys: string) => userEvent.keyboard(keys);
const title = () => page.getByRole("heading", { name: "Note" });
const talk = () => page.getByRole("textbox", { name: "Message" });

test("of a note in which nobody has written there is nothing to say but what it is for", async () => {
  const { box } = await showNoteOf(server);
  await expect.element(page.getByText(/^What was decided/)).toBeVisible();
  await expect.element(title()).toHaveTextContent(/^Note$/);
  await userEvent.click(box);
  await type("x");
  await expect.element(title()).toHaveTextContent("Saved");
  // It says so of what is gone, too.
  await type("{Backspace}");
  await expect.element(page.getByText(/^What was decided/)).toBeVisible();
  await expect.element(title()).toHaveTextContent("Saved");
});

test("whoever asks for the note writes in it at once, and Escape leads back to where they were", async () => {
  const field = document.createElement("textarea");
  field.ariaLabel = "Message";
  document.body.prepend(field);
  field.focus();
  openNote(ROOM);
  const { box } = await showNoteOf(server);
  await expect.element(box).toHaveFocus();
  await type("tea");
  await expect.poll(() => server.text).toContain("tea");
  await type("{Escape}");
  await expect.element(talk()).toHaveFocus();
  await expect.element(box).toBeVisible();
  field.remove();
});

test("a note that comes with the page leaves the focus where it is, and so does whoever has begun something else", async () => {
  const { box } = await showNoteOf(server);
  await expect.element(box).toBeVisible();
  expect(box.element().contains(document.activeElement)).toBe(false);
  await cleanup();
  openNote(ROOM);
  server.isReachable = false;
  const late = showNoteOf(server);
  await expect.element(page.getByRole("complementary", { name: "Note" })).toBeVisible();
  await type("h");
  server.isReachable = true;
  const shown = await late;
  await expect.element(shown.box).toBeVisible();
  expect(shown.box.element().contains(document.activeElement)).toBe(false);
});

test("made wide, it leaves the talk its place where there is any, and says the way back where there is none", async () => {
  const behind = document.createElement("div");
  behind.dataset["behindPanel"] = "";
  document.body.prepend(behind);
  await showNoteOf(server);
  const width = () =>
    page.getByRole("complementary", { name: "Note" }).element().getBoundingClientRect().width;
  const before = width();
  await userEvent.click(page.getByRole("button", { name: "Make wide" }));
  expect(width()).toBeGreaterThan(before * 1.5);
  expect(behind.inert).toBe(false);
  await page.viewport(1100, 800);
  await expect.poll(() => behind.inert).toBe(true);
  await userEvent.click(page.getByRole("button", { name: "Show the chat" }));
  await expect.poll(() => behind.inert).toBe(false);
  expect(width()).toBeLessThan(600);
  behind.remove();
});
