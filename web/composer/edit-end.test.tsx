import "../styles/layers.css";
import axe from "axe-core";
import { useState } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { HandClock } from "../hand-clock.test-kit.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { sessionStore } from "../session/session.ts";
import { ANN, ROOM, storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { Announcer } from "../ui/announcer.tsx";
import { draftIn, forgetDrafts, keepDraft } from "./drafts.ts";
import { EditEnd } from "./edit-end.tsx";
import { beginEdit, editIn, forgetEdits, keepEdit, type Edit } from "./edits.ts";
import { showComposer } from "./shown-composer.test-kit.tsx";

const MINUTE = 60_000;
const place = { room: ROOM };

beforeEach(() => page.viewport(1000, 800));
afterEach(async () => {
  await cleanup();
  forgetDrafts();
  forgetEdits();
  sessionStore.setState({ at: "unknown" }, true);
});

/** Whoever is signed in may edit for as long. */
function allow(editWindowMs: number | undefined): void {
  const person = { ...ANN, role: "member" as const, editWindowMs };
  sessionStore.setState({ at: "signed_in", person, community: "Tea Club" }, true);
}

const said = (at: number) => storyRoom(tellStory([{ by: "ann", says: "teh words", at }]));
const edit: Edit = { target: 2, revision: 0, was: "teh words", text: "the words" };

function Shown({ handle, clock }: { handle: RoomHandle; clock: HandClock }) {
  const [isOver, setOver] = useState(false);
  const field = { current: null };
  return (
    <>
      <EditEnd {...{ handle, place, edit, field, clock }} onOver={setOver} />
      <p>{isOver ? "cannot be saved" : "can be saved"}</p>
      <Announcer />
    </>
  );
}

test("the end is counted down by minutes, by seconds in the last one, and then saving is over", async () => {
  const clock = new HandClock();
  allow(15 * MINUTE);
  await render(<Shown handle={said(clock.now())} clock={clock} />);
  await expect.element(page.getByText("can be saved")).toBeVisible();
  expect(page.getByText(/You can edit this/).query()).toBeNull();
  for (const [passes, says] of [
    [5 * MINUTE, "for 10 more minutes"],
    [7 * MINUTE, "for 3 more minutes"],
    [2 * MINUTE, "for 1 more minute"],
    [MINUTE - 1_000, "for 1 more second"],
  ] as const) {
    clock.advance(passes);
    await expect.element(page.getByText(`You can edit this ${says}`).first()).toBeVisible();
  }
  clock.advance(999);
  await expect.element(page.getByText("can be saved")).toBeVisible();
  clock.advance(1);
  await expect.element(page.getByText("cannot be saved")).toBeVisible();
  await expect.element(page.getByText("The time to edit this message is over.")).toBeVisible();
  expect(page.getByText(/You can edit this .* second/).query()).toBeNull();
});

test("who listens is told once that the last minute has begun", async () => {
  const clock = new HandClock();
  allow(5 * MINUTE);
  await render(<Shown handle={said(clock.now())} clock={clock} />);
  const live = () => document.querySelector("[aria-live]")?.textContent ?? "";
  clock.advance(4 * MINUTE);
  await expect.poll(live).toContain("for 1 more minute");
  clock.advance(30_000);
  await expect.element(page.getByText("You can edit this for 30 more seconds")).toBeVisible();
  expect(live()).not.toContain("30");
});

test("another length that is learned meanwhile counts at once, and none is no end", async () => {
  const clock = new HandClock();
  allow(undefined);
  await render(<Shown handle={said(clock.now())} clock={clock} />);
  clock.advance(60 * MINUTE);
  await expect.element(page.getByText("can be saved")).toBeVisible();
  allow(5 * MINUTE);
  await expect.element(page.getByText("cannot be saved")).toBeVisible();
  allow(62 * MINUTE);
  await expect.element(page.getByText("can be saved")).toBeVisible();
  await expect.element(page.getByText("You can edit this for 2 more minutes")).toBeVisible();
});

test("what is edited too long cannot be saved, and becomes a new message with no word lost", async () => {
  allow(5 * MINUTE);
  const room = said(Date.now() - 5 * MINUTE - 1);
  keepDraft(place, "half a thought");
  beginEdit(place, { target: 2, revision: 0 }, "teh words");
  const { field } = await showComposer(room);
  await page.elementLocator(field).fill("the words");
  await expect.element(page.getByText("The time to edit this message is over.")).toBeVisible();
  const save = page.getByRole("button", { name: "Save" });
  await expect.element(save).toHaveAttribute("aria-disabled", "true");
  await userEvent.click(field);
  await userEvent.keyboard("{Enter}");
  expect([room.did, field.value]).toEqual([[], "the words"]);
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.getByRole("button", { name: "Make it a new message" }).click();
  expect(draftIn(place).text).toBe("the words\nhalf a thought");
  expect(editIn(place)).toBeNull();
  await expect.element(field).toHaveFocus();
  const send = page.getByRole("button", { name: "Send" });
  await expect.element(send).not.toHaveAttribute("aria-disabled");
  await userEvent.keyboard("{Enter}");
  expect(room.view.getState().pending.map(({ body }) => body)).toEqual([
    "the words\nhalf a thought",
  ]);
});

test("whoever has changed nothing is offered nothing to do with it", async () => {
  allow(5 * MINUTE);
  beginEdit(place, { target: 2, revision: 0 }, "teh words");
  await showComposer(said(Date.now() - 6 * MINUTE));
  await expect.element(page.getByText("The time to edit this message is over.")).toBeVisible();
  expect(page.getByRole("button", { name: "Make it a new message" }).query()).toBeNull();
});

test("an edit that was begun before a reload, of a message that is not loaded, can be saved: the room decides", async () => {
  allow(5 * MINUTE);
  const events = tellStory([
    { by: "ann", says: "teh words" },
    { by: "bob", says: "later" },
  ]);
  const room = storyRoom(events, 3);
  beginEdit(place, { target: 2, revision: 0 }, "teh words");
  keepEdit(place, { ...edit, text: "teh words" }, "the words");
  const { field } = await showComposer(room);
  await userEvent.click(field);
  await userEvent.keyboard("{Enter}");
  expect(room.did).toEqual(["edit 2: the words"]);
});

test("↑ edits what may still be edited, and nothing when the time is over", async () => {
  allow(5 * MINUTE);
  const { field } = await showComposer(said(Date.now() - 5 * MINUTE));
  await userEvent.type(field, "{ArrowUp}");
  expect([field.value, editIn(place)]).toEqual(["", null]);
  allow(60 * MINUTE);
  await userEvent.type(field, "{ArrowUp}");
  expect(field.value).toBe("teh words");
});
