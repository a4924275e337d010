import "../styles/layers.css";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { PersonId } from "#protocol/ids.ts";
import * as v from "valibot";
import { RoomMore } from "../room/room-more.tsx";
import { sessionStore } from "../session/session.ts";
import { ANN, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { FakeNote } from "./fake-note.test-kit.ts";
import { NoteButton } from "./note-button.tsx";
import { openFakeNote, showNote } from "./shown-note.test-kit.tsx";

const BOB = v.parse(PersonId, "bob");

beforeEach(async () => {
  await page.viewport(1200, 800);
  sessionStore.setState(
    { at: "signed_in", person: { ...ANN, role: "member" }, community: "The Commons" },
    true,
  );
});
afterEach(async () => {
  await cleanup();
  sessionStore.setState({ at: "unknown" }, true);
});

const dot = () => page.getByRole("img", { name: "The note has changed since you looked" });
const button = () => page.getByRole("button", { name: "Note", exact: true });

test("the note's button tells of what somebody else has changed, not of what one has oneself", async () => {
  const handle = storyRoom(tellStory([]));
  await render(<NoteButton handle={handle} />);
  const soon = Date.now() + 1_000;
  handle.view.setState({ note: [{ by: ANN.id, at: soon }] });
  await expect.element(button()).toBeVisible();
  await expect.element(dot()).not.toBeInTheDocument();
  handle.view.setState({
    note: [
      { by: ANN.id, at: soon },
      { by: BOB, at: soon - 1 },
    ],
  });
  await expect.element(dot()).toBeVisible();
  await expect.element(button()).toHaveAccessibleDescription(/has changed/);
});

test("what was there before this device knew of the note is not new", async () => {
  const handle = storyRoom(tellStory([]));
  handle.view.setState({ note: [{ by: BOB, at: Date.now() - 60_000 }] });
  await render(<NoteButton handle={handle} />);
  await expect.element(button()).toBeVisible();
  await expect.element(dot()).not.toBeInTheDocument();
});

test("who looks at the note has seen it, by the server's clock", async () => {
  const server = new FakeNote();
  // Ahead by far more than a visit takes.
  server.aheadMs = 3_600_000;
  const note = openFakeNote(server, ANN.id);
  const { handle } = await showNote(note);
  await expect.poll(() => note.facts.getState().line.isSynced).toBe(true);
  await cleanup();
  handle.view.setState({ note: [{ by: BOB, at: Date.now() + 3_590_000 }] });
  await render(<NoteButton handle={handle} />);
  await expect.element(button()).toBeVisible();
  await expect.element(dot()).not.toBeInTheDocument();
  handle.view.setState({ note: [{ by: BOB, at: Date.now() + 3_610_000 }] });
  await expect.element(dot()).toBeVisible();
});

test("on a phone the menu tells it, whose first thing is the note", async () => {
  await page.viewport(390, 800);
  const handle = storyRoom(tellStory([]));
  handle.view.setState({ note: [{ by: BOB, at: Date.now() + 9e12 }] });
  await render(<RoomMore handle={handle} />);
  await page.getByRole("button", { name: /its note has changed$/ }).click();
  await expect
    .element(page.getByRole("menuitem").first())
    .toHaveTextContent("Open the note, which has changed");
});
